package org.rekey.query.api;

import java.util.List;
import java.util.Optional;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions about the catalogue. */
@Component
class ApiQueries {

    private final JdbcClient jdbc;

    ApiQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<ApiView> apisByKey(Paging paging) {
        List<ApiView> found = jdbc.sql("select * from query_apis.api where api_key > ? order by api_key limit ?")
                .param(paging.after().isEmpty() ? "" : paging.after().get(0))
                .param(paging.limit() + 1)
                .query((row, index) -> ApiView.of(CatalogueEntry.of(row)))
                .list();
        return paging.page(found, api -> List.of(api.key()));
    }

    Optional<CatalogueEntry> api(String key) {
        return jdbc.sql("select * from query_apis.api where api_key = ?")
                .param(key)
                .query((row, index) -> CatalogueEntry.of(row))
                .optional();
    }
}
