package org.rekey.web;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** The connections on which a part of a header has arrived. Each takes memory: of too many, the oldest is closed. */
final class SlowHeaders {

    private final int most;
    private final long nanos;
    private final Map<SocketWrapperBase<?>, Long> since = new LinkedHashMap<>();

    SlowHeaders(int most, Duration longest) {
        this.most = most;
        this.nanos = longest.toNanos();
    }

    void arrived(SocketWrapperBase<?> connection) {
        synchronized (since) {
            since.remove(connection);
        }
    }

    /** False when it has taken too long already. */
    boolean mayTakeLonger(SocketWrapperBase<?> connection) {
        long now = System.nanoTime();
        SocketWrapperBase<?> oldest = null;
        boolean inTime;
        synchronized (since) {
            long begun = since.computeIfAbsent(connection, unknown -> now);
            inTime = now - begun < nanos;
            if (!inTime) {
                since.remove(connection);
            } else if (since.size() > most) {
                oldest = removeOldest();
            }
        }
        if (oldest != null) {
            oldest.processSocket(SocketEvent.ERROR, true);
        }
        return inTime;
    }

    private @Nullable SocketWrapperBase<?> removeOldest() {
        Iterator<SocketWrapperBase<?>> all = since.keySet().iterator();
        SocketWrapperBase<?> oldest = all.next();
        all.remove();
        return oldest;
    }
}
