package org.rekey.query.api;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Endpoint;
import org.rekey.query.Stored;
import tools.jackson.core.type.TypeReference;

/** A row of {@code query_apis.api}. */
public record CatalogueEntry(ApiKey key, ApiDefinition definition, boolean builtIn, long version) {

    /** Keeps these rows. */
    public static final String PROJECTION = ApiProjection.NAME;

    private static final TypeReference<Map<AccessLevel, String>> SCOPES = new TypeReference<>() {};
    private static final TypeReference<List<Endpoint>> ENDPOINTS = new TypeReference<>() {};

    public static CatalogueEntry of(ResultSet row) throws SQLException {
        return new CatalogueEntry(
                new ApiKey(row.getString("api_key")),
                new ApiDefinition(
                        row.getString("name"),
                        levels(row.getArray("access")),
                        Stored.read(row.getString("scopes"), SCOPES),
                        row.getString("audience"),
                        Stored.read(row.getString("endpoints"), ENDPOINTS)),
                row.getBoolean("built_in"),
                row.getLong("version"));
    }

    /** In the order of the levels. */
    public static Set<AccessLevel> levels(Array column) throws SQLException {
        EnumSet<AccessLevel> levels = EnumSet.noneOf(AccessLevel.class);
        for (String name : (String[]) column.getArray()) {
            levels.add(AccessLevel.valueOf(name));
        }
        return levels;
    }
}
