package org.rekey.eventstore;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Everybody who works in the background of this process: readers of the log, and threads that look for work now and then. */
public final class Workers {

    private final Map<String, Heartbeat> heartbeats = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    public Workers() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Workers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Whoever registers is expected to beat from now on.
     *
     * @param every how long, at most, between two beats while all is well
     */
    public Heartbeat register(String name, Duration every) {
        return register(name, every, () -> true);
    }

    /** @param alive false if it has been stopped, so that it need not be waited for */
    public Heartbeat register(String name, Duration every, BooleanSupplier alive) {
        Heartbeat heartbeat = new Heartbeat(name, every, alive, nanoTime);
        heartbeats.put(name, heartbeat);
        return heartbeat;
    }

    /** It has been stopped in good order. */
    public void leave(Heartbeat heartbeat) {
        heartbeats.remove(heartbeat.name(), heartbeat);
    }

    boolean has(String name) {
        return heartbeats.containsKey(name);
    }

    Iterable<String> names() {
        return new TreeMap<>(heartbeats).keySet();
    }

    /** What is wrong, by the name of who it is wrong with. */
    Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        heartbeats.forEach((name, heartbeat) -> {
            String trouble = heartbeat.trouble();
            if (trouble != null) {
                troubles.put(name, trouble);
            }
        });
        return troubles;
    }
}
