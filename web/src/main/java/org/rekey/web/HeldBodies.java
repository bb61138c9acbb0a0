package org.rekey.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How much memory bodies take that are on their way, all together. When there is no more, those that have been on their way
 * for longest are given up: a body that is sent as programs do arrives at once, and who sends slowly makes room for it.
 */
final class HeldBodies {

    /** What a connection takes with a request on it: buffers of the header, of both bodies and of the socket. */
    static final int CONNECTION = 80 * 1024;

    private final long most;
    private final Set<LateBody> waiting = new LinkedHashSet<>();
    private long held;

    HeldBodies(long most) {
        this.most = most;
    }

    /** Makes room for so many bytes more. False when there is none, and nothing has been taken then. */
    boolean take(LateBody body, int bytes) {
        List<LateBody> givenUp = new ArrayList<>();
        boolean fits = take(body, bytes, givenUp);
        givenUp.forEach(LateBody::giveUp);
        return fits;
    }

    private synchronized boolean take(LateBody body, int bytes, List<LateBody> givenUp) {
        Iterator<LateBody> oldest = waiting.iterator();
        while (held + bytes > most && oldest.hasNext()) {
            LateBody next = oldest.next();
            if (next != body) {
                oldest.remove();
                held -= next.taken;
                next.taken = 0;
                givenUp.add(next);
            }
        }
        if (held + bytes > most) {
            return false;
        }
        held += bytes;
        body.taken += bytes;
        return true;
    }

    /** From now on it can be given up: the thread that has begun it has left it. */
    synchronized void await(LateBody body) {
        if (body.taken > 0 && !body.isOver()) {
            waiting.add(body);
        }
    }

    /** It is complete, and held as long as the request lasts. */
    synchronized void keep(LateBody body) {
        waiting.remove(body);
    }

    synchronized void release(LateBody body) {
        waiting.remove(body);
        held -= body.taken;
        body.taken = 0;
    }

    synchronized long held() {
        return held;
    }
}
