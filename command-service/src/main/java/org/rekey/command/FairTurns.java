package org.rekey.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.rekey.adminapi.ProblemException;

/**
 * Lets a few in at a time, and of one tenant at most its share. Tenants take turns; within one, who came first goes first.
 * Who waits holds no connection.
 */
final class FairTurns {

    private final String busy;
    private final int share;
    private final int mostWaiting;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order in which tenants are asked next. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private int free;

    /**
     * @param busy what whoever cannot have a turn is told
     * @param atOnce how many are let in, of all tenants together
     * @param share how many of one tenant
     * @param mostWaiting how many of one tenant wait; any more are refused at once
     * @param patience how long one waits
     */
    FairTurns(String busy, int atOnce, int share, int mostWaiting, Duration patience) {
        this.busy = busy;
        this.free = atOnce;
        this.share = share;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    private static final class Line {

        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int inside;

        boolean isEmpty() {
            return inside == 0 && waiting.isEmpty();
        }
    }

    private static final class Waiting {

        private final Condition admission;
        private boolean admitted;

        Waiting(Condition admission) {
            this.admission = admission;
        }
    }

    /** @throws ProblemException 503 when there is no turn in time; nothing has been done then */
    <R> R inTurn(String tenant, Supplier<R> work) {
        enter(tenant);
        try {
            return work.get();
        } finally {
            leave(tenant);
        }
    }

    private void enter(String tenant) {
        lock.lock();
        try {
            Line line = lines.computeIfAbsent(tenant, key -> new Line());
            if (line.waiting.size() >= mostWaiting) {
                throw ProblemException.unavailable(busy, null);
            }
            Waiting me = new Waiting(lock.newCondition());
            line.waiting.add(me);
            admit();
            await(tenant, line, me);
        } finally {
            lock.unlock();
        }
    }

    private void await(String tenant, Line line, Waiting me) {
        long left = patience.toNanos();
        try {
            while (!me.admitted && left > 0) {
                left = me.admission.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (me.admitted) {
            return;
        }
        line.waiting.remove(me);
        forgetIfEmpty(tenant, line);
        throw ProblemException.unavailable(busy, null);
    }

    private void leave(String tenant) {
        lock.lock();
        try {
            Line line = lines.get(tenant);
            if (line == null) {
                throw new IllegalStateException("nobody of " + tenant + " is inside");
            }
            line.inside--;
            free++;
            forgetIfEmpty(tenant, line);
            admit();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        while (free > 0) {
            Optional<String> next = lines.entrySet().stream()
                    .filter(line -> line.getValue().inside < share
                            && !line.getValue().waiting.isEmpty())
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            admitOneOf(next.get());
        }
    }

    private void admitOneOf(String tenant) {
        Line line = lines.remove(tenant);
        lines.put(tenant, line);
        Waiting first = line.waiting.remove();
        line.inside++;
        free--;
        first.admitted = true;
        first.admission.signal();
    }

    private void forgetIfEmpty(String tenant, Line line) {
        if (line.isEmpty()) {
            lines.remove(tenant);
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return lines.values().stream().mapToInt(line -> line.waiting.size()).sum();
        } finally {
            lock.unlock();
        }
    }
}
