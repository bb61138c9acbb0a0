package org.rekey.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnreadBodiesTest {

    private final Semaphore waiting = new Semaphore(1);
    private final UnreadBodies bodies = new UnreadBodies(waiting);
    private final AtomicInteger looks = new AtomicInteger();
    private final long inAMinute = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);

    @Test
    void a_body_is_waited_for_in_one_of_the_places_for_that() {
        boolean arrived =
                bodies.arrives(() -> looks.incrementAndGet() == 3 && waiting.availablePermits() == 0, inAMinute);

        assertThat(arrived).isTrue();
        assertThat(looks).hasValue(3);
        assertThat(waiting.availablePermits()).isEqualTo(1);
    }

    @Test
    void the_place_is_free_again_when_nothing_arrives() {
        assertThat(bodies.arrives(() -> false, System.nanoTime())).isFalse();

        assertThat(waiting.availablePermits()).isEqualTo(1);
    }

    @Test
    void where_all_places_are_taken_nobody_else_waits() {
        waiting.acquireUninterruptibly();

        assertThat(bodies.arrives(() -> looks.incrementAndGet() > 1, inAMinute)).isFalse();
        assertThat(bodies.arrives(() -> true, inAMinute)).isTrue();

        assertThat(looks).hasValue(1);
        assertThat(waiting.availablePermits()).isZero();
    }
}
