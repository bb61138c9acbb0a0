package org.rekey.domain.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rekey's own entries in the catalogue: they cannot be changed, and "all" scopes does not include them. */
public final class BuiltInApis {

    public static final ApiKey REKEY = new ApiKey("rekey");
    public static final ApiKey REKEY_TOKENS = new ApiKey("rekey-tokens");

    /** The scope that lets an API owner introspect tokens of other clients. */
    public static final String INTROSPECT_SCOPE = "rekey.introspect";

    private BuiltInApis() {}

    public static boolean contains(ApiKey key) {
        return key.equals(REKEY) || key.equals(REKEY_TOKENS);
    }

    /** No other API may have such a scope: see {@link ApiRules}. */
    public static boolean isOwnScope(String scope) {
        return scope.startsWith("rekey.");
    }

    public static List<RegisterApi> all() {
        return List.of(
                new RegisterApi(
                        REKEY,
                        new ApiDefinition(
                                "Rekey administration", EnumSet.allOf(AccessLevel.class), Map.of(), null, List.of())),
                new RegisterApi(
                        REKEY_TOKENS,
                        new ApiDefinition(
                                "Rekey token introspection",
                                Set.of(AccessLevel.READ),
                                Map.of(AccessLevel.READ, INTROSPECT_SCOPE),
                                null,
                                List.of())));
    }
}
