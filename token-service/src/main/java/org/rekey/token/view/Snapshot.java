package org.rekey.token.view;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A small part of the view, held in memory as a whole and read again after it changed. Reading and forgetting exclude each
 * other, so what was read before a change is never kept after it.
 */
public final class Snapshot<T> {

    private final Supplier<T> source;
    private volatile @Nullable T value;

    public Snapshot(Supplier<T> source) {
        this.source = source;
    }

    public T get() {
        T current = value;
        return current != null ? current : read();
    }

    private synchronized T read() {
        T current = value;
        if (current == null) {
            current = source.get();
            value = current;
        }
        return current;
    }

    /** Changes what has been read, if it has; waits for a reading that is going on. */
    public synchronized void ifPresent(Consumer<T> change) {
        T current = value;
        if (current != null) {
            change.accept(current);
        }
    }

    public synchronized void forget() {
        value = null;
    }
}
