package org.rekey.token.secret;

import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.rekey.domain.secret.SecretCaller;
import org.rekey.token.view.ViewJson;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds to what other processes have counted; of callers the newest are kept. */
@Component
class SecretUseTable {

    private static final int MOST_CALLERS = 20;

    private static final Comparator<SecretCaller> NEWEST_FIRST =
            Comparator.comparing(SecretCaller::lastUsedAt).reversed();

    private static final String ADD = """
            insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at, callers)
            values (?, ?, ?, ?, ?::jsonb)
            on conflict (client_id, secret_id) do update set
                uses = secret_use.uses + excluded.uses,
                last_used_at = greatest(secret_use.last_used_at, excluded.last_used_at),
                callers = (
                    select coalesce(jsonb_agg(to_jsonb(newest) order by newest."lastUsedAt" desc), '[]')
                    from (
                        select address, agent, max("lastUsedAt") as "lastUsedAt", sum(uses) as uses
                        from jsonb_to_recordset(excluded.callers || secret_use.callers)
                            as caller (address text, agent text, "lastUsedAt" timestamptz, uses bigint)
                        group by address, agent order by max("lastUsedAt") desc limit %d) as newest)
            """.formatted(MOST_CALLERS);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    SecretUseTable(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** All or none. In a fixed order, so that two processes do not wait for each other. */
    void add(List<SecretUse.Unwritten> uses) {
        List<Object[]> rows = uses.stream().map(SecretUseTable::row).toList();
        transaction.executeWithoutResult(status -> jdbc.batchUpdate(ADD, rows));
    }

    private static Object[] row(SecretUse.Unwritten use) {
        List<SecretCaller> newest =
                use.callers().stream().sorted(NEWEST_FIRST).limit(MOST_CALLERS).toList();
        return new Object[] {
            use.secretId(),
            use.clientId(),
            use.uses(),
            use.lastUsedAt().atOffset(ZoneOffset.UTC),
            ViewJson.write(newest)
        };
    }
}
