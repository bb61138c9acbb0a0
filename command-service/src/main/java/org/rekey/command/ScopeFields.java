package org.rekey.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rekey.adminapi.ProblemException;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;

/** Reads which APIs are meant, and which levels of them: {@code "all"}, or a list of {@code {api, access?}}. */
public final class ScopeFields {

    private static final String FORM = "\"all\" or a list of {api, access}";

    private ScopeFields() {}

    /** @throws ProblemException 422 when it is missing */
    public static GrantedScopes read(Fields fields, String name) {
        if (!fields.isGiven(name)) {
            throw ProblemException.outOfRules(name, "must be given: " + FORM);
        }
        if (!fields.isText(name)) {
            return GrantedScopes.of(fields.objects(name).stream()
                    .map(grant -> grant(name, grant))
                    .toList());
        }
        if (!fields.text(name).equals("all")) {
            throw ProblemException.outOfRules(name, "must be " + FORM);
        }
        return GrantedScopes.everything();
    }

    /** In the form in which it is read. */
    public static Object view(GrantedScopes scopes) {
        return scopes.all() && scopes.grants().isEmpty()
                ? "all"
                : scopes.grants().stream()
                        .map(grant -> Map.of("api", grant.api().value(), "access", grant.access()))
                        .toList();
    }

    private static Grant grant(String name, Fields fields) {
        fields.only("api", "access");
        List<AccessLevel> access = fields.choices("access", Levels.BY_NAME);
        if (access != null && access.isEmpty()) {
            throw ProblemException.outOfRules(name, "access must name at least one level, or be left out for READ");
        }
        return new Grant(apiKey(name, fields.text("api")), access == null ? Set.of() : Set.copyOf(access));
    }

    /** A key that cannot be one is of no API. */
    private static ApiKey apiKey(String name, String text) {
        try {
            return ApiKey.parse(text);
        } catch (Refusal e) {
            throw ProblemException.outOfRules(name, "name an API that does not exist");
        }
    }
}
