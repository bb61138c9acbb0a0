package org.rekey.token.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.Grant;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The view's JSON columns. */
public final class ViewJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().addMixIn(ApiKey.class, AsText.class).build();
    private static final TypeReference<List<Grant>> GRANTS = new TypeReference<>() {};

    private ViewJson() {}

    private abstract static class AsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AsText(String value) {}

        @JsonValue
        abstract String value();
    }

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The same without the blanks that PostgreSQL puts into jsonb. */
    public static String compact(String json) {
        return tree(json).toString();
    }

    public static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    public static List<Grant> grants(String json) {
        return MAPPER.readValue(json, GRANTS);
    }

    public static ApiDefinition definition(String json) {
        return MAPPER.readValue(json, ApiDefinition.class);
    }
}
