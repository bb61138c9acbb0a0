package org.rekey.notifier;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Spreads work evenly, however much of it there is: who issues tokens on the same machine must not wait for it. */
public final class Pace {

    private final long nanosBetween;
    private long next = Long.MIN_VALUE;

    public Pace(int perSecond) {
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Returns when it is the caller's turn, or early when the thread is interrupted. */
    public void await() {
        long now = System.nanoTime();
        for (long turn = now + reserve(now), left = turn - now; left > 0; left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** How long to wait from now on, in nanoseconds. What was not used is not made up for. */
    synchronized long reserve(long now) {
        long turn = next == Long.MIN_VALUE || next - now < 0 ? now : next;
        next = turn + nanosBetween;
        return turn - now;
    }
}
