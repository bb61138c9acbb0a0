package org.rekey.token.secret;

import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import org.rekey.token.view.ViewJson;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds to what other processes have counted; of addresses and agents the newest are kept. */
@Component
class SecretUseTable {

    private static final String ADD = """
            insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at, addresses, agents)
            values (?, ?, ?, ?, ?::jsonb, ?::jsonb)
            on conflict (client_id, secret_id) do update set
                uses = secret_use.uses + excluded.uses,
                last_used_at = greatest(secret_use.last_used_at, excluded.last_used_at),
                addresses = %s,
                agents = %s
            """.formatted(newest("addresses"), newest("agents"));

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
        return new Object[] {
            use.secretId(),
            use.clientId(),
            use.uses(),
            use.lastUsedAt().atOffset(ZoneOffset.UTC),
            ViewJson.write(new TreeSet<>(use.addresses())),
            ViewJson.write(new TreeSet<>(use.agents()))
        };
    }

    private static String newest(String column) {
        return """
                (select coalesce(jsonb_agg(value order by place), '[]') from (
                    select value, min(place) as place
                    from jsonb_array_elements_text(excluded.%1$s || secret_use.%1$s) with ordinality as e (value, place)
                    group by value order by min(place) limit 20) as newest)""".formatted(column);
    }
}
