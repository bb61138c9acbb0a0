package org.rekey.domain.api;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.DisplayedText;
import org.rekey.domain.Refusal;

/** What an entry of the catalogue must keep to. */
final class ApiRules {

    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,128}");
    private static final Pattern NAMES_A_LEVEL = Pattern.compile("[a-z0-9-]+\\.(read|write|delete)");

    private ApiRules() {}

    static void check(ApiKey key, ApiDefinition definition) {
        DisplayedText.checkName("name", definition.name());
        if (definition.access().isEmpty()) {
            throw Refusal.rule("access", "must offer at least one of READ, WRITE and DELETE");
        }
        if (definition.endpoints().size() > 2000) {
            throw Refusal.rule("endpoints", "must be at most 2000");
        }
        definition.scopes().forEach((level, scope) -> checkScope(key, definition, level, scope));
        definition.endpoints().forEach(endpoint -> checkOffered(definition, "endpoints", endpoint.access()));
        refuseContradictions(definition.endpoints());
        checkAudience(definition.audience());
    }

    /** A scope that reads like another API's would let this entry hand out rights to that one. */
    private static void checkScope(ApiKey key, ApiDefinition definition, AccessLevel level, String scope) {
        checkOffered(definition, "scopes", level);
        if (!SCOPE.matcher(scope).matches()) {
            throw Refusal.rule(
                    "scopes", "'" + level + "' needs a scope of 1 to 128 visible ASCII characters without \" and \\");
        }
        boolean own = scope.equals(key + "." + level.suffix());
        if (!own && NAMES_A_LEVEL.matcher(scope).matches() || scope.startsWith("rekey") && !BuiltInApis.contains(key)) {
            throw Refusal.rule("scopes", "'" + scope + "' is the scope of another API");
        }
    }

    private static void checkOffered(ApiDefinition definition, String field, AccessLevel level) {
        if (!definition.access().contains(level)) {
            throw Refusal.rule(field, level + " is not among the levels that the API offers");
        }
    }

    /** Of two that match the same calls nobody can say which rights were meant. */
    private static void refuseContradictions(List<Endpoint> endpoints) {
        Map<String, Endpoint> known = new HashMap<>();
        for (Endpoint endpoint : endpoints) {
            Endpoint before = known.putIfAbsent(endpoint.pattern(), endpoint);
            if (before != null && !before.asksTheSameAs(endpoint)) {
                throw Refusal.rule(
                        "endpoints",
                        endpoint.method() + " " + endpoint.path() + " matches the same calls as " + before.path()
                                + ", but asks for other rights");
            }
        }
    }

    private static void checkAudience(@Nullable String audience) {
        if (audience != null && !isAbsoluteUriWithoutFragment(audience)) {
            throw Refusal.rule("audience", "must be an absolute URI without a fragment (RFC 8707)");
        }
    }

    private static boolean isAbsoluteUriWithoutFragment(String text) {
        try {
            URI uri = URI.create(text);
            return uri.isAbsolute() && uri.getRawFragment() == null && text.length() <= 512;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
