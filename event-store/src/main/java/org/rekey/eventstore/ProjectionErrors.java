package org.rekey.eventstore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stopped which processor. Axon's own {@code isError()} stays false whatever happens. */
final class ProjectionErrors {

    private final Map<String, String> errors = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;

    ProjectionErrors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Nullable
    String of(String name) {
        return errors.get(name);
    }

    Map<String, String> all() {
        return Map.copyOf(errors);
    }

    void stopped(String name, Throwable error) {
        errors.put(name, error instanceof PoisonEventException poison ? describe(poison) : describe(error));
    }

    void goesOn(String name) {
        errors.remove(name);
    }

    /** The names of the errors, not their messages: those may quote what stood in an event. */
    static String describe(Throwable error) {
        StringBuilder text = new StringBuilder(error.getClass().getSimpleName());
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            text.append(" <- ").append(cause.getClass().getSimpleName());
        }
        return text.toString();
    }

    private String describe(PoisonEventException poison) {
        Throwable cause = poison.getCause();
        String id = poison.eventId() != null ? poison.eventId() : identifierAt(poison.position());
        String error =
                cause instanceof UnknownNameException ? cause.getMessage() : describe(cause == null ? poison : cause);
        return "event " + id + " at position " + poison.position() + ": " + error;
    }

    private String identifierAt(long position) {
        try {
            return jdbc.sql("select event_identifier from eventstore.event where global_index = ?")
                    .param(position)
                    .query(String.class)
                    .optional()
                    .orElse("?");
        } catch (DataAccessException e) {
            return "?";
        }
    }
}
