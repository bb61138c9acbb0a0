package org.rekey.token.token;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.rekey.token.key.SigningKeys;
import org.rekey.token.secret.SecretUses;
import org.rekey.token.view.ViewWatch;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenIntrospectionEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Spring Authorization Server's endpoints, each in a chain of no more than it needs: no session, no cookies, no redirects,
 * no anonymous user, nothing to log in to.
 */
@Component
public class Endpoints {

    static final String TOKEN = "/oauth2/token";
    static final String INTROSPECT = "/oauth2/introspect";
    static final String REVOKE = "/oauth2/revoke";
    static final String CHECK = "/oauth2/check";
    static final String JWKS = "/oauth2/jwks";

    private static final String EVERY_PATH = "/**";
    private static final long KEEP_SECONDS = 300;

    private final ViewWatch view;
    private final FormGuard guard;
    private final FormGuard tolerantGuard;
    private final TokenPaths paths;
    private final ClientAuthentication clients;
    private final DpopAtToken dpop;
    private final TokenGrant tokens;
    private final IntrospectionAnswers introspection;
    private final Revocation revocation;
    private final GatewayCheck check;
    private final SigningKeys keys;
    private final SecretUses uses;
    private final Clock clock;
    private final byte[] metadata;

    Endpoints(
            ViewWatch view,
            QuerySecrets secrets,
            FormBody bodies,
            ClientAuthentication clients,
            DpopAtToken dpop,
            TokenGrant tokens,
            IntrospectionAnswers introspection,
            Revocation revocation,
            GatewayCheck check,
            SigningKeys keys,
            SecretUses uses,
            Clock clock,
            TokenPaths paths,
            TokenProperties properties) {
        this.view = view;
        this.guard = FormGuard.strict(view, secrets, bodies);
        this.tolerantGuard = FormGuard.tolerant(view, secrets, bodies);
        this.paths = paths;
        this.clients = clients;
        this.dpop = dpop;
        this.tokens = tokens;
        this.introspection = introspection;
        this.revocation = revocation;
        this.check = check;
        this.keys = keys;
        this.uses = uses;
        this.clock = clock;
        this.metadata = Metadata.json(properties.issuer().toString());
    }

    public SecurityFilterChain token() {
        return chain(TOKEN, guard, dpop.handsOutNonce(), clientAuthentication(), dpop.readsProof(), tokenFilter(TOKEN));
    }

    /** The token endpoint under the other names that it has. */
    public SecurityFilterChain addedToken() {
        return new DefaultSecurityFilterChain(
                request -> request.getPathInfo() == null && paths.contain(request.getServletPath()),
                tolerantGuard,
                dpop.handsOutNonce(),
                clientAuthentication(),
                dpop.readsProof(),
                tokenFilter(EVERY_PATH));
    }

    public SecurityFilterChain introspection() {
        return chain(INTROSPECT, guard, clientAuthentication(), introspectionFilter());
    }

    public SecurityFilterChain revocation() {
        return chain(REVOKE, guard, clientAuthentication(), revocationFilter());
    }

    public SecurityFilterChain check() {
        return chain(
                CHECK,
                (request, response, chain) ->
                        check.answer((HttpServletRequest) request, (HttpServletResponse) response));
    }

    public SecurityFilterChain jwks() {
        return chain(JWKS, new Document(() -> keys.current().jwks(), KEEP_SECONDS));
    }

    public SecurityFilterChain metadata() {
        return chain(Metadata.PATH, new Document(() -> metadata, KEEP_SECONDS));
    }

    private static SecurityFilterChain chain(String path, Filter... filters) {
        return new DefaultSecurityFilterChain(exactly(path), filters);
    }

    private static RequestMatcher exactly(String path) {
        return request -> path.equals(request.getServletPath()) && request.getPathInfo() == null;
    }

    private Filter clientAuthentication() {
        var filter = new OAuth2ClientAuthenticationFilter(clients, request -> true);
        filter.setAuthenticationConverter(new SecretConverter());
        filter.setAuthenticationSuccessHandler((request, response, authenticated) -> {
            AuthenticatedClient client = (AuthenticatedClient) authenticated;
            FormRequest.of(request).client(client);
            uses.used(
                    client.credentialId(),
                    client.client().id(),
                    clock.instant(),
                    request.getRemoteAddr(),
                    request.getHeader("User-Agent"));
        });
        filter.setAuthenticationFailureHandler(this::refuse);
        return filter;
    }

    private Filter tokenFilter(String pattern) {
        var filter = new OAuth2TokenEndpointFilter(tokens::issue, pattern);
        filter.setAuthenticationConverter(TokenRequest::from);
        filter.setAuthenticationDetailsSource(request -> "");
        filter.setAuthenticationSuccessHandler((request, response, answer) -> {
            view.requireReady();
            ((TokenAnswer) answer).write(response);
        });
        filter.setAuthenticationFailureHandler(this::refuse);
        return filter;
    }

    private Filter introspectionFilter() {
        var filter = new OAuth2TokenIntrospectionEndpointFilter(introspection::answer, INTROSPECT);
        filter.setAuthenticationConverter(IntrospectionRequest::from);
        filter.setAuthenticationSuccessHandler((request, response, answer) -> {
            view.requireView();
            Answer.json(response, ((IntrospectionAnswer) answer).json());
        });
        filter.setAuthenticationFailureHandler(this::refuse);
        return filter;
    }

    /** Neither yes nor no by what may have changed while the process slept. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        view.requireView();
        Answer.error(request, response, refusal);
    }

    private Filter revocationFilter() {
        var filter = new OAuth2TokenRevocationEndpointFilter(revocation::revoke, REVOKE);
        filter.setAuthenticationConverter(RevocationRequest::from);
        filter.setAuthenticationDetailsSource(request -> "");
        filter.setAuthenticationFailureHandler(this::refuse);
        return filter;
    }
}
