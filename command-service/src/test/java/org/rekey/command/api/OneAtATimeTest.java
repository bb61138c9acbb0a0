package org.rekey.command.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.rekey.adminapi.ProblemException;

class OneAtATimeTest {

    @Test
    void a_second_one_is_sent_away_until_the_first_is_done() throws InterruptedException {
        OneAtATime turns = new OneAtATime(Duration.ZERO);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> turns.run(() -> {
            begun.countDown();
            await(mayEnd);
            return "first";
        }));
        begun.await();
        assertThatThrownBy(() -> turns.run(() -> "second"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("send it again");
        mayEnd.countDown();
        assertThat(first.join()).isEqualTo("first");
        assertThat(turns.<String>run(() -> "third")).isEqualTo("third");
    }

    @Test
    void one_that_fails_gives_its_turn_back() {
        OneAtATime turns = new OneAtATime(Duration.ZERO);
        assertThatThrownBy(() -> turns.run(() -> {
                    throw new IllegalStateException("bad document");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(turns.<String>run(() -> "next")).isEqualTo("next");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
