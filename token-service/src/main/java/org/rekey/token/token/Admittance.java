package org.rekey.token.token;

import java.util.List;
import org.rekey.token.api.Apis;
import org.rekey.token.api.RequestPath;
import org.rekey.token.api.Route;
import org.rekey.token.client.Access;
import org.rekey.token.client.GrantedAccess;

/** Whether a good token opens an endpoint. */
final class Admittance {

    private final LiveToken token;
    private final Access access;
    private final GrantedAccess granted;

    Admittance(LiveToken token, Access access, Apis catalogue) {
        this.token = token;
        this.access = access;
        this.granted = token.client().access(catalogue);
    }

    /**
     * The first that opens; what several APIs have in common opens as soon as one of them does.
     *
     * @param candidates endpoints of one pattern
     */
    Route firstOpen(List<Route> candidates, RequestPath path) {
        List<Route> mine = candidates.stream()
                .filter(route -> token.facts().isFor(route.audience()))
                .toList();
        for (Route route : mine) {
            if (hasRight(route) && hasAuthority(route, path)) {
                return route;
            }
        }
        throw mine.isEmpty() ? TokenRefusal.invalidToken("the token is for other APIs") : tooLittle(mine);
    }

    /** Names what is nearest: the scope of an API of which only the authority is missing, if there is one. */
    private TokenRefusal tooLittle(List<Route> routes) {
        for (Route route : routes) {
            if (hasRight(route)) {
                return TokenRefusal.insufficientScope("the client lacks the authority for this call", route.scope());
            }
        }
        return TokenRefusal.insufficientScope(
                "the token lacks the scope for this call", routes.get(0).scope());
    }

    /** Several APIs may call a scope alike: the one at hand must be granted. */
    private boolean hasRight(Route route) {
        return access.scopes().contains(route.scope()) && granted.includes(route.right());
    }

    private boolean hasAuthority(Route route, RequestPath path) {
        return route.authority() == null
                || token.client().authorities().allow(route.authority(), route.variables(path));
    }
}
