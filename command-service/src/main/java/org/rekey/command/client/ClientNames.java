package org.rekey.command.client;

import org.jspecify.annotations.Nullable;
import org.rekey.command.CommandTables;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the names of a tenant's clients apart. A rule over many clients, which no single one can decide, and which a
 * projection would decide too late: it lags behind the log, so two creations at once would both pass. Hence a claim that
 * is written in the transaction of the events themselves, with a unique key that makes the second writer wait and fail.
 * It decides, so it is not rebuilt from the log like a projection.
 */
@Component
class ClientNames {

    private final JdbcClient jdbc;

    ClientNames(JdbcClient jdbc, CommandTables tables) {
        this.jdbc = jdbc;
    }

    void claim(@Nullable TenantId tenant, String name, ClientId client) {
        try {
            jdbc.sql("insert into command.client_name (client_id, tenant, name) values (?, ?, ?)"
                            + " on conflict (client_id) do update set name = excluded.name")
                    .params(client.value(), tenant == null ? "" : tenant.value(), name)
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("a client of this name exists already");
        }
    }

    void free(ClientId client) {
        jdbc.sql("delete from command.client_name where client_id = ?")
                .param(client.value())
                .update();
    }
}
