package org.rekey.eventstore;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stopped which processor. Axon's own {@code isError()} stays false whatever happens. */
final class ProjectionErrors {

    private final Map<String, Stop> errors = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final JdbcClient jdbc;

    private record Stop(boolean poison, String text) {}

    ProjectionErrors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Nullable
    String of(String name) {
        Stop stop = errors.get(name);
        return stop == null ? null : stop.text();
    }

    /** Whether it is an event that stopped it, and not an outage. */
    boolean isPoisoned(String name) {
        Stop stop = errors.get(name);
        return stop != null && stop.poison();
    }

    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        errors.forEach((name, stop) -> all.put(name, stop.text()));
        return all;
    }

    void stopped(String name, Throwable error) {
        errors.put(
                name,
                poison(error)
                        .map(poison -> new Stop(true, describe(poison)))
                        .orElseGet(() -> new Stop(false, "an outage of the database: " + describe(error))));
    }

    private static Optional<PoisonEventException> poison(Throwable error) {
        return ExceptionUtils.findException(error, PoisonEventException.class);
    }

    /** Whether this has been asked before since it was stopped. */
    boolean isTold(String name) {
        return !told.add(name);
    }

    void goesOn(String name) {
        errors.remove(name);
        told.remove(name);
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
