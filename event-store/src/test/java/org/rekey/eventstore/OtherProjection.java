package org.rekey.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A neighbour that handles one kind of event only, and writes down whether it was a replay. */
@ProcessingGroup("test.other")
class OtherProjection implements Projection {

    final List<ReplayStatus> statuses = new ArrayList<>();
    private final JdbcClient jdbc;

    OtherProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "test.other";
    }

    @EventHandler
    synchronized void on(Counter.Created event, ReplayStatus status) {
        statuses.add(status);
        jdbc.sql("insert into created (name) values (?)")
                .param(event.name().value())
                .update();
    }

    synchronized List<ReplayStatus> statuses() {
        return List.copyOf(statuses);
    }
}
