package org.rekey.command;

import static org.awaitility.Awaitility.await;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Holds the end of the log, so that writers stand in line with their decisions taken and nothing written. */
final class LogLock {

    private LogLock() {}

    static <R> List<R> whileHeld(int callers, IntFunction<R> call) {
        return whileHeld(callers, call, () -> {});
    }

    /** @param meanwhile done when all callers stand in line */
    static <R> List<R> whileHeld(int callers, IntFunction<R> call, Runnable meanwhile) {
        List<CompletableFuture<R>> calls = new TransactionTemplate(bean(PlatformTransactionManager.class))
                .execute(holding -> {
                    jdbc().sql("select pg_advisory_xact_lock(hashtextextended('rekey.log', 0))")
                            .query()
                            .listOfRows();
                    var started = IntStream.range(0, callers)
                            .mapToObj(number -> CompletableFuture.supplyAsync(
                                    () -> call.apply(number), task -> new Thread(task).start()))
                            .toList();
                    await().atMost(Duration.ofSeconds(10))
                            .pollInterval(Duration.ofMillis(5))
                            .pollInSameThread()
                            .until(() -> inLine() == callers);
                    meanwhile.run();
                    return started;
                });
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static long inLine() {
        return jdbc().sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .query(Long.class)
                .single();
    }
}
