package org.rekey.domain;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when memory has run out. What was going on then is half done, and threads that others rely on may be
 * gone: a process that is started again serves better than one that has survived it. Frameworks catch errors of all kinds,
 * so whoever sees one shows it here.
 */
public final class Halt {

    /** As {@code -XX:+ExitOnOutOfMemoryError} does. */
    private static final int STATUS = 3;

    private static final int DEEPEST = 50;

    private static volatile IntConsumer end = Runtime.getRuntime()::halt;

    private Halt() {}

    /** Also for threads that end because of it. */
    public static void install() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        if (!(before instanceof Handler)) {
            Thread.setDefaultUncaughtExceptionHandler(new Handler(before));
        }
    }

    /** Does not return if memory has run out, or if that is what led to this. */
    public static void onOutOfMemory(@Nullable Throwable thrown) {
        if (thrown != null && isOutOfMemory(thrown, seen(), 0)) {
            end.accept(STATUS);
        }
    }

    /** The task; for executors, which keep what it throws to themselves. */
    public static Runnable guarding(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                onOutOfMemory(e);
                throw e;
            }
        };
    }

    static void endWith(IntConsumer other) {
        end = other;
    }

    private static boolean isOutOfMemory(Throwable thrown, Set<Throwable> seen, int depth) {
        if (thrown instanceof OutOfMemoryError) {
            return true;
        }
        if (depth > DEEPEST || !seen.add(thrown)) {
            return false;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (isOutOfMemory(suppressed, seen, depth + 1)) {
                return true;
            }
        }
        return thrown.getCause() != null && isOutOfMemory(thrown.getCause(), seen, depth + 1);
    }

    private static Set<Throwable> seen() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private record Handler(Thread.@Nullable UncaughtExceptionHandler before)
            implements Thread.UncaughtExceptionHandler {

        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            onOutOfMemory(thrown);
            if (before != null) {
                before.uncaughtException(thread, thrown);
            } else {
                thread.getThreadGroup().uncaughtException(thread, thrown);
            }
        }
    }
}
