package org.rekey.token.token;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What is said about a token, as JSON. */
final class IntrospectionAnswer extends AbstractAuthenticationToken {

    private final transient JsonBytes json;

    IntrospectionAnswer(JsonBytes json) {
        super(List.of());
        this.json = json;
        setAuthenticated(true);
    }

    JsonBytes json() {
        return json;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return "";
    }
}
