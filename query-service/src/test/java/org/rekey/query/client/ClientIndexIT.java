package org.rekey.query.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.query.QueryApplication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;

/** A page costs as many rows as it shows, however long the list is. */
class ClientIndexIT {

    private static final Caller CALLER = new Caller("admin", Set.of(), null, null);

    private final QueryApplication app = QueryApplication.shared();
    private TransactionStatus transaction;
    private long before;

    @BeforeEach
    void ten_thousand_clients_that_never_were() {
        transaction = app.bean(PlatformTransactionManager.class).getTransaction(null);
        app.jdbc().sql("""
                insert into query_clients.client
                select 'long-' || i, 0, 'SERVICE', 'long-' || i % 20, 'u' || i % 1000, i % 1000 = 1, 'Long ' || i, null, '{}', false, 'P90D', 'JWT', 'PT1H',
                    false, 'Bearer', '{}', '[]', i % 1000 = 0, 'test', timestamptz '2030-01-01' + i * interval '1 s',
                    timestamptz '2030-04-01' + i * interval '1 s', 'long ' || i, 'long-' || i || E'\\nlong ' || i,
                    array(select substr('long-' || i, p, 3) from generate_series(1, length('long-' || i) - 2) p)
                from generate_series(1, 10000) i""").update();
        app.jdbc().sql("analyze query_clients.client").update();
        before = counted();
    }

    @AfterEach
    void nor_will_be() {
        app.bean(PlatformTransactionManager.class).rollback(transaction);
    }

    @ParameterizedTest
    @CsvSource({
        "name,,,",
        "-name,,,",
        "createdAt,,,",
        "-createdAt,,,",
        "expiresAt,,,",
        "-expiresAt,,,",
        "name,,,long-7",
        "-createdAt,,,long-7",
        "expiresAt,,,long-7",
        "name,,SUSPENDED,",
        "name,g-4321,,"
    })
    void a_page_is_read_by_an_index(String sort, @Nullable String q, @Nullable String status, @Nullable String tenant) {
        ClientFilter filter = ClientFilter.of(CALLER, q, status, tenant, null, null, null);
        ClientOrder order = ClientOrder.parse(sort);
        Page<ClientItem> first = page(filter, order, List.of());
        assertThat(first.items()).isNotEmpty();
        assertThat(rowsRead()).isLessThan(60);

        ClientItem last = first.items().get(first.items().size() - 1);
        page(filter, order, last.key());
        assertThat(rowsRead()).isLessThan(120);
    }

    @Test
    void orphans_and_what_a_person_answers_for_are_read_by_an_index() {
        for (ClientFilter filter : List.of(
                ClientFilter.of(CALLER, null, null, null, null, "true", null),
                ClientFilter.of(CALLER, null, null, null, "u7", null, null))) {
            before = counted();
            assertThat(page(filter, ClientOrder.parse("name"), List.of()).items())
                    .hasSizeBetween(10, 15);
            assertThat(rowsRead()).isLessThan(60);
        }
    }

    private Page<ClientItem> page(ClientFilter filter, ClientOrder order, List<String> after) {
        return app.bean(ClientQueries.class).clientsMatching(filter, order, new Paging(20, after, "test"));
    }

    private long rowsRead() {
        return counted() - before;
    }

    private long counted() {
        return app.jdbc()
                .sql("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
                        + " where schemaname = 'query_clients' and relname = 'client'")
                .query(Long.class)
                .single();
    }
}
