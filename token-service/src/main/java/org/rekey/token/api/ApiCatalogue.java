package org.rekey.token.api;

import java.util.HashMap;
import java.util.Map;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.token.view.Snapshot;
import org.rekey.token.view.ViewJson;
import org.rekey.token.view.ViewListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All APIs, in memory. */
@Component
public class ApiCatalogue implements ViewListener {

    private final JdbcClient jdbc;
    private final Snapshot<Apis> snapshot = new Snapshot<>(this::read);

    ApiCatalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The same object as long as nothing has changed. */
    public Apis current() {
        return snapshot.get();
    }

    @Override
    public void apisChanged() {
        snapshot.forget();
    }

    @Override
    public void everythingChanged() {
        snapshot.forget();
    }

    private Apis read() {
        Map<String, ApiDefinition> definitions = new HashMap<>();
        jdbc.sql("select key, definition from token_view.api").query(row -> {
            definitions.put(row.getString(1), ViewJson.definition(row.getString(2)));
        });
        return Apis.of(definitions);
    }
}
