package org.rekey.token.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in the tree of path templates. Written once, then read by many threads. */
final class RouteNode {

    private static final String ANY_METHOD = "*";
    private static final Comparator<Mixed> MOST_LITERAL_FIRST = Comparator.comparing(
                    (Mixed mixed) -> -mixed.segment().literalLength())
            .thenComparing(mixed -> mixed.segment().literals().toString());

    private final Map<String, RouteNode> literals = new HashMap<>();
    private final List<Mixed> mixed = new ArrayList<>();
    private @Nullable RouteNode variable;
    private final Map<String, List<Route>> here = new HashMap<>();
    private final Map<String, List<Route>> below = new HashMap<>();

    private record Mixed(Segment segment, RouteNode node) {}

    /** Routes of one pattern and method, and whether the pattern is one with {@code /**}. */
    record Found(List<Route> routes, boolean open) {}

    void add(String method, boolean open, Route route) {
        RouteNode node = this;
        for (Segment segment : route.template()) {
            node = node.child(segment);
        }
        (open ? node.below : node.here)
                .computeIfAbsent(method, m -> new ArrayList<>())
                .add(route);
    }

    private RouteNode child(Segment segment) {
        if (segment.isLiteral()) {
            return literals.computeIfAbsent(segment.literals().get(0), text -> new RouteNode());
        }
        if (segment.isVariable()) {
            RouteNode node = variable == null ? new RouteNode() : variable;
            variable = node;
            return node;
        }
        for (Mixed known : mixed) {
            if (known.segment().literals().equals(segment.literals())) {
                return known.node();
            }
        }
        Mixed added = new Mixed(segment, new RouteNode());
        mixed.add(added);
        mixed.sort(MOST_LITERAL_FIRST);
        return added.node();
    }

    /** The most specific first, segment by segment: literal, mixed, variable, everything below. */
    @Nullable
    Found find(String method, List<String> path, int depth) {
        Found found = depth == path.size() ? found(here, method, false) : deeper(method, path, depth);
        return found != null ? found : found(below, method, true);
    }

    private @Nullable Found deeper(String method, List<String> path, int depth) {
        String segment = path.get(depth);
        RouteNode literal = literals.get(segment);
        Found found = literal == null ? null : literal.find(method, path, depth + 1);
        for (int i = 0; found == null && i < mixed.size(); i++) {
            if (mixed.get(i).segment().matches(segment)) {
                found = mixed.get(i).node().find(method, path, depth + 1);
            }
        }
        if (found == null && variable != null && !segment.isEmpty()) {
            found = variable.find(method, path, depth + 1);
        }
        return found;
    }

    private static @Nullable Found found(Map<String, List<Route>> routes, String method, boolean open) {
        List<Route> found = routes.get(method);
        if (found == null && method.equals("HEAD")) {
            found = routes.get("GET");
        }
        if (found == null) {
            found = routes.get(ANY_METHOD);
        }
        return found == null ? null : new Found(found, open);
    }
}
