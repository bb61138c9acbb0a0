package org.rekey.eventstore;

import java.util.List;

/**
 * A fold of the log into tables of its own: a Spring bean with {@code @EventHandler} methods that write through
 * {@code JdbcClient} with unqualified table names. It must give the same rows however often it is rebuilt, so it reads
 * neither the clock nor another schema.
 */
public interface Projection {

    /** As in {@code query.clients}: also its processing group, its schema and its DDL resource. */
    String name();

    /** Whether an answer to a command waits until this projection has seen it. */
    default boolean decides() {
        return false;
    }

    /** Its tables have just been replaced by freshly rebuilt ones at the same position. */
    default void rebuilt() {}

    /** {@code query_clients}. */
    default String schema() {
        return name().replace('.', '_').replace('-', '_');
    }

    /** {@code db/query/clients.sql}: {@code create table} statements with unqualified names. */
    default List<String> ddlResources() {
        return List.of("db/" + name().replace('.', '/') + ".sql");
    }
}
