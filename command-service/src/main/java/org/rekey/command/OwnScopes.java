package org.rekey.command;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;

/** The rights over Rekey itself among what is granted, and what follows when a caller does not hold them. */
public final class OwnScopes {

    private static final Map<ApiKey, ApiDefinition> BUILT_IN =
            BuiltInApis.all().stream().collect(Collectors.toMap(RegisterApi::key, RegisterApi::definition));

    private OwnScopes() {}

    public static Set<String> of(GrantedScopes granted) {
        Set<String> scopes = new TreeSet<>();
        for (Grant grant : granted.grants()) {
            ApiDefinition definition = BUILT_IN.get(grant.api());
            if (definition != null) {
                grant.access().stream()
                        .filter(definition.access()::contains)
                        .forEach(level -> scopes.add(definition.scopeOf(grant.api(), level)));
            }
        }
        return scopes;
    }

    /** @throws ProblemException 403 */
    public static void refuseBeyond(Caller caller, Set<String> scopes) {
        Set<String> missing = new TreeSet<>(scopes);
        missing.removeAll(caller.scopes());
        if (!missing.isEmpty()) {
            throw ProblemException.insufficientScope(
                    String.join(" ", missing),
                    "this concerns rights over Rekey that you do not hold: " + String.join(", ", missing));
        }
    }
}
