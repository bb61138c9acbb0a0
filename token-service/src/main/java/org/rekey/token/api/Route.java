package org.rekey.token.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Endpoint;

/**
 * An endpoint of the catalogue, with what a call of it needs.
 *
 * @param scope what the token must carry
 * @param audience who it must be for
 * @param authority what the client needs beside; null when the scope is enough
 */
public record Route(
        Right right,
        String scope,
        String audience,
        @Nullable String authority,
        List<Segment> template) {

    private static final String EVERYTHING_BELOW = "/**";

    static Route of(ApiKey api, ApiDefinition definition, Endpoint endpoint) {
        return new Route(
                new Right(api, endpoint.access()),
                definition.scopeOf(api, endpoint.access()),
                definition.audienceOr(api),
                endpoint.authority(),
                template(endpoint.path()));
    }

    static boolean isOpen(String path) {
        return path.endsWith(EVERYTHING_BELOW);
    }

    private static List<Segment> template(String path) {
        String fixed = isOpen(path) ? path.substring(0, path.length() - EVERYTHING_BELOW.length()) : path;
        return fixed.isEmpty()
                ? List.of()
                : List.of(fixed.substring(1).split("/", -1)).stream()
                        .map(Segment::parse)
                        .toList();
    }

    /** By name; null for one of which nobody can be sure. */
    public Map<String, @Nullable String> variables(RequestPath path) {
        Map<String, @Nullable String> values = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            template.get(i).values(path.segments().get(i), values);
        }
        return values;
    }
}
