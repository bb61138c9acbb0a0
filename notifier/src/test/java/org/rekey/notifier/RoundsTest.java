package org.rekey.notifier;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.Workers;

class RoundsTest {

    @Test
    void after_a_round_that_fails_comes_another_one() {
        AtomicInteger rounds = new AtomicInteger();
        Rounds failing = new Rounds("failing", 1, Duration.ofMillis(1)) {
            @Override
            protected void round() {
                throw new IllegalStateException("round " + rounds.incrementAndGet());
            }
        };
        failing.knownTo(new Workers());
        failing.start();
        try {
            await().until(() -> rounds.get() > 1);
        } finally {
            failing.stop();
        }
    }
}
