package org.rekey.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HaltTest {

    private final List<Integer> ended = new ArrayList<>();

    @BeforeEach
    void watch() {
        Halt.endWith(ended::add);
    }

    @AfterEach
    void unwatch() {
        Halt.endWith(Runtime.getRuntime()::halt);
    }

    @Test
    void the_process_ends_when_memory_has_run_out_wherever_that_is_wrapped() {
        IllegalStateException aside = new IllegalStateException();
        aside.addSuppressed(new RuntimeException(new OutOfMemoryError()));

        Halt.onOutOfMemory(new OutOfMemoryError());
        Halt.onOutOfMemory(new CompletionException(new RuntimeException(new OutOfMemoryError())));
        Halt.onOutOfMemory(aside);

        assertThat(ended).containsExactly(3, 3, 3);
    }

    @Test
    void it_does_not_for_anything_else() {
        RuntimeException one = new RuntimeException();
        RuntimeException other = new RuntimeException(one);
        one.initCause(other);

        Halt.onOutOfMemory(null);
        Halt.onOutOfMemory(new StackOverflowError());
        Halt.onOutOfMemory(one);

        assertThat(ended).isEmpty();
    }

    @Test
    void a_task_of_an_executor_keeps_nothing_to_itself() {
        Runnable task = Halt.guarding(() -> {
            throw new OutOfMemoryError();
        });

        assertThatThrownBy(task::run).isInstanceOf(OutOfMemoryError.class);

        assertThat(ended).containsExactly(3);
    }

    @Test
    void a_thread_that_ends_so_takes_the_process_along() throws InterruptedException {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        try {
            Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
            Halt.install();
            Thread thread = new Thread(() -> {
                throw new IllegalStateException(new OutOfMemoryError());
            });
            thread.start();
            thread.join();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(ended).containsExactly(3);
    }
}
