package org.rekey.command;

import java.util.Locale;
import java.util.Optional;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.directory.GroupCreated;
import org.rekey.domain.directory.UserRegistered;
import org.rekey.eventstore.StagedEvents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells which tenant something belongs to before its stream is read. A stream takes the longer to read the more has
 * happened, so callers could tell another tenant's identifiers from unknown ones by time.
 */
@Component
public class TenantTable {

    /** What belongs to a tenant. */
    public enum Kind {
        CLIENT("client"),
        USER("directory_user"),
        GROUP("directory_group"),
        ROLE("directory_role"),
        WEBHOOK("webhook");

        private final String query;

        Kind(String table) {
            query = "select exists (select from command_directory." + table + " where "
                    + name().toLowerCase(Locale.ROOT) + "_id = ? and tenant = ?)";
        }
    }

    private final JdbcClient jdbc;

    TenantTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One query, whether the identifier is unknown or another tenant's. None for a caller who is bound to no tenant. */
    public boolean isVisible(Act act, Kind kind, String id) {
        String bound = act.caller().tenant();
        return bound == null
                || jdbc.sql(kind.query).params(id, bound).query(Boolean.class).single()
                || isMadeHere(id);
    }

    /** In the same transaction, so by the same caller. */
    private static boolean isMadeHere(String id) {
        return StagedEvents.current().stream()
                .map(message -> (DomainEvent) message.getPayload())
                .flatMap(event -> madeBy(event).stream())
                .anyMatch(id::equals);
    }

    private static Optional<String> madeBy(DomainEvent event) {
        if (event instanceof GroupCreated created) {
            return Optional.of(created.groupId().value());
        }
        return event instanceof UserRegistered registered
                ? Optional.of(registered.userId().value())
                : Optional.empty();
    }
}
