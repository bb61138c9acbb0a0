package org.rekey.eventstore.directory;

import java.util.Map;
import java.util.Objects;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.eventstore.StoredJson;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What of the directory stands in columns as JSON. */
public final class DirectoryJson {

    private static final JsonMapper JSON = StoredJson.mapper();
    private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};

    private DirectoryJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    public static GrantedScopes scopes(String json) {
        return Objects.requireNonNull(JSON.readValue(json, GrantedScopes.class));
    }

    public static Map<String, Object> attributes(String json) {
        return Objects.requireNonNull(JSON.readValue(json, ATTRIBUTES));
    }
}
