package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;

class FairTurnsTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static FairTurns turns(int atOnce, int share, int mostWaiting) {
        return new FairTurns("busy", atOnce, share, mostWaiting, Duration.ofSeconds(10));
    }

    private void begin(FairTurns turns, String tenant) {
        threads.execute(() -> turns.inTurn(tenant, () -> {
            begun.add(tenant);
            await(end);
            return tenant;
        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(Runnable look, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            look.run();
        }
    }

    private void untilWaiting(FairTurns turns, int number) {
        until(Thread::onSpinWait, () -> turns.waiting() == number);
    }

    private void untilBegun(int number) {
        until(Thread::onSpinWait, () -> begun.size() == number);
    }

    @Test
    void one_tenant_gets_its_share_and_another_does_not_wait_for_it() {
        FairTurns turns = turns(3, 2, 64);
        for (int i = 0; i < 5; i++) {
            begin(turns, "acme");
        }
        untilBegun(2);
        untilWaiting(turns, 3);
        assertThat(turns.inTurn("globex", () -> "at once")).isEqualTo("at once");
        assertThat(begun).containsExactly("acme", "acme");
        end.countDown();
        untilBegun(5);
    }

    @Test
    void tenants_take_turns() {
        FairTurns turns = turns(1, 1, 64);
        begin(turns, "acme");
        untilBegun(1);
        for (int i = 0; i < 3; i++) {
            begin(turns, "acme");
        }
        untilWaiting(turns, 3);
        begin(turns, "globex");
        untilWaiting(turns, 4);
        end.countDown();
        untilBegun(5);
        assertThat(begun.subList(0, 3)).contains("globex");
    }

    @Test
    void who_would_wait_behind_too_many_of_the_same_tenant_is_refused_at_once() {
        FairTurns turns = turns(1, 1, 1);
        begin(turns, "acme");
        untilBegun(1);
        begin(turns, "acme");
        untilWaiting(turns, 1);
        refused(turns, "acme");
        end.countDown();
    }

    @Test
    void who_has_no_turn_in_time_is_refused_and_takes_no_place() {
        FairTurns turns = new FairTurns("busy", 1, 1, 64, Duration.ofMillis(20));
        begin(turns, "acme");
        untilBegun(1);
        refused(turns, "globex");
        assertThat(turns.waiting()).isZero();
        end.countDown();
        until(() -> {}, () -> {
            try {
                return turns.inTurn("globex", () -> true);
            } catch (ProblemException e) {
                return false;
            }
        });
    }

    private static void refused(FairTurns turns, String tenant) {
        assertThatThrownBy(() -> turns.inTurn(tenant, () -> "never"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }
}
