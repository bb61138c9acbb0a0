package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.token.api.ApiCatalogue;
import org.rekey.token.api.Apis;
import org.rekey.token.api.RequestPath;
import org.rekey.token.api.Route;
import org.rekey.token.client.Access;
import org.rekey.token.client.TokenClient;
import org.rekey.token.view.ViewWatch;
import org.springframework.stereotype.Component;

/** Tells a gateway, call by call, whether to let it through, and who it is that calls. */
@Component
class GatewayCheck {

    private static final int LONGEST_SCOPES = 2048;

    private final ViewWatch view;
    private final Introspection introspection;
    private final ApiCatalogue apis;
    private final DpopAtCheck dpop;

    GatewayCheck(ViewWatch view, Introspection introspection, ApiCatalogue apis, DpopAtCheck dpop) {
        this.view = view;
        this.introspection = introspection;
        this.apis = apis;
        this.dpop = dpop;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            Methods.refuse(request, response, "GET, HEAD");
            return;
        }
        try {
            letThroughOrRefuse(request, response);
        } catch (RuntimeException e) {
            Answer.failure(request, response, e);
        }
    }

    /** Neither yes nor no by what may have changed while the process slept. */
    private void letThroughOrRefuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            check(request, response);
        } catch (TokenRefusal e) {
            view.requireView();
            e.write(response, PresentedToken.scheme(request));
        }
    }

    private void check(HttpServletRequest request, HttpServletResponse response) {
        PresentedToken presented = PresentedToken.of(request);
        LiveToken token = live(presented.text());
        OriginalRequest original = OriginalRequest.of(request);
        dpop.requireHolder(presented, token, original, request, response);
        Apis catalogue = apis.current();
        Access access = token.access(catalogue);
        RequestPath path = original.path();
        List<Route> routes = path == null ? List.of() : catalogue.routes().find(original.method(), path);
        if (path == null || routes.isEmpty()) {
            throw TokenRefusal.insufficientScope("no API has an endpoint for this call", null);
        }
        Route route = new Admittance(token, access, catalogue).firstOpen(routes, path);
        String scopes = scopes(access, catalogue, route);
        view.requireReady();
        letThrough(response, token.client(), scopes);
    }

    private static void letThrough(HttpServletResponse response, TokenClient client, String scopes) {
        response.setHeader("X-Client-Id", client.id());
        response.setHeader("X-Scopes", scopes);
        if (client.userId() != null) {
            response.setHeader("X-User-Id", client.userId());
        }
        if (client.tenant() != null) {
            response.setHeader("X-Tenant", client.tenant());
        }
        String authorities = client.authorities().header();
        if (authorities != null) {
            response.setHeader("X-Authorities", authorities);
        }
    }

    /** Gateways have little room for headers: of very many scopes, those of the API that is called. */
    private static String scopes(Access access, Apis catalogue, Route route) {
        if (access.text().length() <= LONGEST_SCOPES) {
            return access.text();
        }
        ApiKey api = route.right().api();
        ApiDefinition definition = catalogue.find(api);
        return definition == null
                ? route.scope()
                : definition.access().stream()
                        .map(level -> definition.scopeOf(api, level))
                        .filter(access.scopes()::contains)
                        .collect(Collectors.joining(" "));
    }

    private LiveToken live(String text) {
        LiveToken token = introspection.live(text);
        if (token == null) {
            throw TokenRefusal.invalidToken("the token is unknown, expired or revoked");
        }
        return token;
    }
}
