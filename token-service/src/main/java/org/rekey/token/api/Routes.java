package org.rekey.token.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;

/** Which endpoints a call may mean, under one state of the catalogue. */
public final class Routes {

    private final RouteNode root = new RouteNode();

    static Routes of(Map<String, ApiDefinition> definitions) {
        Routes routes = new Routes();
        definitions.forEach((key, definition) -> definition
                .endpoints()
                .forEach(endpoint -> routes.root.add(
                        endpoint.method(),
                        Route.isOpen(endpoint.path()),
                        Route.of(new ApiKey(key), definition, endpoint))));
        return routes;
    }

    /** Those with the most specific pattern, of which any will do; none when there is no such endpoint. */
    public List<Route> find(String method, RequestPath path) {
        if (!isMethod(method)) {
            return List.of();
        }
        RouteNode.Found found = root.find(method, path.segments(), 0);
        return found == null || found.open() && isMeantByAnother(method, path, found) ? List.of() : found.routes();
    }

    /**
     * To many servers a slash at the end makes no difference: it must not be a way around an endpoint that asks for something
     * else than what lies below {@code /**}.
     */
    private boolean isMeantByAnother(String method, RequestPath path, RouteNode.Found found) {
        RouteNode.Found other = root.find(method, path.otherEnd().segments(), 0);
        return other != null && !needs(other.routes()).equals(needs(found.routes()));
    }

    private static Set<Need> needs(List<Route> routes) {
        return routes.stream().map(Need::of).collect(Collectors.toSet());
    }

    private record Need(Right right, @Nullable String authority) {

        static Need of(Route route) {
            return new Need(route.right(), route.authority());
        }
    }

    /** In capitals, so that nobody takes {@code get} for another method than {@code GET}. */
    private static boolean isMethod(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && c != '-' && c != '_') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
