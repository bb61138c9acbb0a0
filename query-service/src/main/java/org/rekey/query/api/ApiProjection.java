package org.rekey.query.api;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiChanged;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ApiRegistered;
import org.rekey.domain.api.ApiRetired;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.eventstore.Projection;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The APIs in the catalogue now. */
@Component
@ProcessingGroup(ApiProjection.NAME)
class ApiProjection implements Projection {

    static final String NAME = "query.apis";

    private final JdbcClient jdbc;

    ApiProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return NAME;
    }

    @EventHandler
    void on(ApiRegistered event, @SequenceNumber long version) {
        save(event.key(), event.definition(), version);
    }

    @EventHandler
    void on(ApiChanged event, @SequenceNumber long version) {
        save(event.key(), event.definition(), version);
    }

    @EventHandler
    void on(ApiRetired event) {
        jdbc.sql("delete from api where api_key = ?").param(event.key().value()).update();
    }

    private void save(ApiKey key, ApiDefinition definition, long version) {
        jdbc.sql("""
                insert into api (api_key, version, built_in, name, access, scopes, audience, endpoints)
                values (:key, :version, :builtIn, :name, :access, :scopes::jsonb, :audience, :endpoints::jsonb)
                on conflict (api_key) do update set version = excluded.version, name = excluded.name,
                    access = excluded.access, scopes = excluded.scopes, audience = excluded.audience,
                    endpoints = excluded.endpoints""")
                .param("key", key.value())
                .param("version", version)
                .param("builtIn", BuiltInApis.contains(key))
                .param("name", definition.name())
                .param(
                        "access",
                        definition.access().stream().map(AccessLevel::name).toArray(String[]::new))
                .param("scopes", Stored.json(definition.scopes()))
                .param("audience", definition.audience())
                .param("endpoints", Stored.json(definition.endpoints()))
                .update();
    }
}
