package org.rekey.command.directory;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.command.CommandTables;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.eventstore.directory.FoldedName;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps names apart, however they are written, by claims as those of clients: in the transaction of the events. */
@Component
public class DirectoryNames {

    /** What has a name. */
    public enum Kind {
        /** Unique over all tenants: people sign in by it. */
        USER,
        GROUP,
        ROLE
    }

    private final JdbcClient jdbc;

    DirectoryNames(JdbcClient jdbc, CommandTables tables) {
        this.jdbc = jdbc;
    }

    public void claim(Kind kind, String id, @Nullable TenantId tenant, String name) {
        String scope = kind == Kind.USER || tenant == null ? "" : tenant.value();
        try {
            jdbc.sql("insert into command.directory_name (kind, id, tenant, name) values (?, ?, ?, ?)"
                            + " on conflict (kind, id) do update set name = excluded.name")
                    .params(kind.name(), id, scope, FoldedName.of(name))
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("a " + kind.name().toLowerCase(Locale.ROOT) + " of this name exists already");
        }
    }

    Optional<UserId> userNamed(String userName) {
        return jdbc.sql("select id from command.directory_name where kind = 'USER' and tenant = '' and name = ?")
                .param(FoldedName.of(userName))
                .query((row, index) -> new UserId(row.getString(1)))
                .optional();
    }

    /** By the identifier or the name: one query, whoever else is called so elsewhere. */
    Optional<UserId> userOf(String tenant, String idOrUserName) {
        return jdbc.sql("select user_id from command_directory.directory_user"
                        + " where tenant = :tenant and (user_id = :id or sort_name = :name)"
                        + " order by (user_id = :id) desc limit 1")
                .param("tenant", tenant)
                .param("id", idOrUserName)
                .param("name", FoldedName.of(idOrUserName))
                .query((row, index) -> new UserId(row.getString(1)))
                .optional();
    }

    public void free(Kind kind, String id) {
        jdbc.sql("delete from command.directory_name where kind = ? and id = ?")
                .params(kind.name(), id)
                .update();
    }
}
