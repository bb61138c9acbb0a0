package org.rekey.eventstore;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each counter has come. */
@ProcessingGroup("test.counts")
class CountProjection implements Projection {

    final AtomicInteger rebuilt = new AtomicInteger();
    volatile boolean failing;
    volatile Runnable onEvent = () -> {};
    private final JdbcClient jdbc;

    CountProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "test.counts";
    }

    @Override
    public boolean decides() {
        return true;
    }

    @Override
    public void rebuilt() {
        rebuilt.incrementAndGet();
    }

    @EventHandler
    void on(Counter.Counted event, @Timestamp Instant at) {
        onEvent.run();
        if (failing) {
            throw new IllegalStateException("cannot count");
        }
        jdbc.sql("insert into count (name, value, counted_at) values (?, ?, ?)"
                        + " on conflict (name) do update set value = excluded.value, counted_at = excluded.counted_at")
                .params(event.name().value(), event.value(), java.sql.Timestamp.from(at))
                .update();
    }
}
