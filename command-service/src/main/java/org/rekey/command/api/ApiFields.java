package org.rekey.command.api;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rekey.command.Fields;
import org.rekey.command.Levels;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.Endpoint;

/**
 * Reads what the catalogue is to say of an API. A field that is missing keeps what it is, which for a new API is the
 * default; null is the default again (RFC 7396).
 */
final class ApiFields {

    static final ApiDefinition NEW = new ApiDefinition("", Set.of(AccessLevel.READ), Map.of(), null, List.of());

    private ApiFields() {}

    static ApiDefinition definition(Fields fields, ApiDefinition before) {
        return new ApiDefinition(
                fields.has("name") ? fields.text("name") : before.name(),
                fields.has("access") ? access(fields) : before.access(),
                fields.has("scopes") ? scopes(fields, before.scopes()) : before.scopes(),
                fields.has("audience") ? fields.textOr("audience", null) : before.audience(),
                fields.has("endpoints") ? endpoints(fields) : before.endpoints());
    }

    private static Set<AccessLevel> access(Fields fields) {
        List<AccessLevel> access = fields.choices("access", Levels.BY_NAME);
        return access == null ? NEW.access() : new HashSet<>(access);
    }

    private static Map<AccessLevel, String> scopes(Fields fields, Map<AccessLevel, String> before) {
        Map<AccessLevel, String> scopes = new EnumMap<>(AccessLevel.class);
        Fields given = fields.object("scopes");
        if (given == null) {
            return scopes;
        }
        scopes.putAll(before);
        for (String name :
                given.only(Levels.BY_NAME.keySet().toArray(String[]::new)).names()) {
            AccessLevel level = AccessLevel.valueOf(name);
            if (given.isGiven(name)) {
                scopes.put(level, given.text(name));
            } else {
                scopes.remove(level);
            }
        }
        return scopes;
    }

    private static List<Endpoint> endpoints(Fields fields) {
        return fields.objects("endpoints").stream()
                .map(endpoint -> endpoint.only("method", "path", "access", "authority"))
                .map(endpoint -> Endpoint.of(
                        endpoint.text("method"),
                        endpoint.text("path"),
                        endpoint.choiceOr("access", Levels.BY_NAME, AccessLevel.READ),
                        endpoint.textOr("authority", null)))
                .toList();
    }
}
