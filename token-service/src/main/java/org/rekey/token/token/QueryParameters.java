package org.rekey.token.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may stand in the query of an endpoint that takes a form, and what must not. */
final class QueryParameters {

    /**
     * What logs and histories must not keep (RFC 6749 section 2.3.1, RFC 6750 section 2.3), and what counts in the body
     * only: left unread, a narrower scope would be answered with a wider one.
     */
    private static final Set<String> OURS = Set.of(
            "client_secret",
            "client_assertion",
            "token",
            "access_token",
            "password",
            "client_id",
            "grant_type",
            "scope",
            "token_type_hint",
            "resource");

    private final Set<String> welcome;

    QueryParameters(Set<String> welcome) {
        this.welcome = welcome;
    }

    /** Null when there is no query. */
    @Nullable
    Form parse(@Nullable String query) {
        if (query == null) {
            return null;
        }
        Form form = Form.parse(query);
        for (String name : form.names()) {
            if (OURS.contains(name) && !welcome.contains(name)) {
                throw ProtocolException.invalidRequest("'" + name + "' must not stand in the URI");
            }
        }
        return form;
    }

    /** With what is welcome in the query; there or in the body, not in both. */
    Form merge(Form body, @Nullable Form query) {
        if (query != null) {
            welcome.forEach(name -> body.add(name, query.get(name)));
        }
        return body;
    }
}
