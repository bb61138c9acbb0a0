package org.rekey.command.directory;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.directory.DirectoryEvent;
import org.rekey.domain.role.RoleEvent;
import org.rekey.eventstore.StagedEvents;
import org.rekey.eventstore.directory.DirectoryFold;
import org.rekey.eventstore.directory.DirectoryFold.Expiry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Applies what the running transaction has decided to the tables of {@code command.directory}, looks, and takes it back:
 * what is foretold this way is what the same fold will do once the events are in the log.
 */
@Component
class StagedFold {

    private final JdbcClient jdbc;

    StagedFold(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param look gets the clients of users that are affected, while the tables are as they would be
     * @return those clients
     */
    SortedSet<String> run(Consumer<Collection<String>> look) {
        Affected affected = new Affected();
        DirectoryFold fold = new DirectoryFold(jdbc, affected);
        jdbc.sql("savepoint staged").update();
        try {
            jdbc.sql("select set_config('search_path', ?, true)")
                    .param(DirectoryProjection.SCHEMA)
                    .query(String.class)
                    .single();
            StagedEvents.current().forEach(event -> apply(event, fold, affected));
            look.accept(affected.clients);
        } finally {
            jdbc.sql("rollback to savepoint staged").update();
        }
        return affected.clients;
    }

    private static void apply(DomainEventMessage<?> message, DirectoryFold fold, Affected affected) {
        Object event = message.getPayload();
        if (event instanceof DirectoryEvent directory) {
            fold.on(directory, message.getTimestamp(), message.getSequenceNumber());
        } else if (event instanceof RoleEvent role) {
            fold.on(role, message.getTimestamp(), message.getSequenceNumber());
        } else if (event instanceof ClientDeleted deleted) {
            fold.on(deleted);
            affected.clients.add(deleted.clientId().value());
        }
    }

    private static final class Affected implements DirectoryFold.Host {

        private final SortedSet<String> clients = new TreeSet<>();

        @Override
        public void expiryMoved(List<Expiry> secrets) {
            secrets.forEach(secret -> clients.add(secret.clientId()));
        }

        @Override
        public void accessChanged(List<String> clientIds) {
            clients.addAll(clientIds);
        }
    }
}
