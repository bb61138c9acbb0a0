package org.rekey.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.query.QueryApplication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;

/** A page costs as many rows as it shows, however long the trail is. */
class AuditIndexIT {

    private final QueryApplication app = QueryApplication.shared();
    private TransactionStatus transaction;
    private long before;

    @BeforeEach
    void twenty_thousand_acts_that_never_were() {
        transaction = app.bean(PlatformTransactionManager.class).getTransaction(null);
        app.jdbc().sql("""
                insert into query_audit.entry
                select 1000000 + i, timestamptz '2030-01-01' + i * interval '1 min',
                    case when i % 400 = 0 then 'key.retired' else 'secret.rotated' end, 'long-' || i % 500,
                    'client:long-' || i % 300, 'api', null, null, null, null, 'long-' || i % 200, '{}'
                from generate_series(1, 20000) i""").update();
        app.jdbc().sql("analyze query_audit.entry").update();
        before = counted();
    }

    @AfterEach
    void nor_will_be() {
        app.bean(PlatformTransactionManager.class).rollback(transaction);
    }

    @ParameterizedTest
    @CsvSource({
        ",,,,,",
        "long-7,,,,,",
        ",client:long-7,,,,",
        ",,key.retired,,,",
        ",,,,,long-7",
        ",,,2030-01-03T00:00:00Z,2030-01-03T00:20:00Z,",
        ",,,2030-01-14T00:00:00Z,,"
    })
    void a_page_is_read_by_an_index(
            @Nullable String client,
            @Nullable String actor,
            @Nullable String type,
            @Nullable String from,
            @Nullable String to,
            @Nullable String tenant) {
        AuditFilter filter = AuditFilter.of(new Caller("admin", Set.of(), tenant, null), client, actor, type, from, to);
        Page<AuditItem> first = page(filter, List.of());
        assertThat(first.items()).isNotEmpty();
        assertThat(rowsRead()).isLessThan(60);

        page(
                filter,
                List.of(Long.toString(
                        first.items().get(first.items().size() - 1).position())));
        assertThat(rowsRead()).isLessThan(120);
    }

    private Page<AuditItem> page(AuditFilter filter, List<String> after) {
        return app.bean(AuditQueries.class).actsNewestFirst(filter, new Paging(20, after, "test"));
    }

    private long rowsRead() {
        return counted() - before;
    }

    private long counted() {
        return app.jdbc()
                .sql("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
                        + " where schemaname = 'query_audit' and relname = 'entry'")
                .query(Long.class)
                .single();
    }
}
