package org.rekey.eventstore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Points of one generation that the log is known to contain: the last that were asked for or added, as tokens carry them. */
final class KnownPoints {

    private static final int MOST = 25_000;

    private final String generation;
    private volatile Map<String, Boolean> recent = new ConcurrentHashMap<>();
    private volatile Map<String, Boolean> older = Map.of();

    KnownPoints(String generation) {
        this.generation = generation;
    }

    boolean contain(String text) {
        if (recent.containsKey(text)) {
            return true;
        }
        boolean known = older.containsKey(text);
        if (known) {
            add(text);
        }
        return known;
    }

    /** One of another generation was found before that one was over. */
    void add(LogPoint point) {
        if (point.generation().equals(generation)) {
            add(point.text());
        }
    }

    private void add(String text) {
        if (recent.size() >= MOST) {
            older = recent;
            recent = new ConcurrentHashMap<>();
        }
        recent.put(text, true);
    }
}
