package org.rekey.command.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.Levels;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Endpoint;

/** The operations of an OpenAPI document, as endpoints of the catalogue. */
final class Operations {

    static final String ACCESS = "x-rekey-access";
    static final String AUTHORITY = "x-rekey-authority";

    private static final int MOST = 2000;

    private final Map<String, PathItem> paths;
    private final Map<String, PathItem> shared;
    private final @Nullable List<Server> servers;
    private final Warnings warnings;
    private final Map<String, Found> found = new LinkedHashMap<>();

    private record Found(Described described, String place) {

        Endpoint endpoint() {
            return described.endpoint();
        }
    }

    Operations(OpenAPI document, Warnings warnings) {
        this.paths = document.getPaths() == null ? Map.of() : document.getPaths();
        boolean hasShared =
                document.getComponents() != null && document.getComponents().getPathItems() != null;
        this.shared = hasShared ? document.getComponents().getPathItems() : Map.of();
        this.servers = document.getServers();
        this.warnings = warnings;
    }

    List<Described> described() {
        paths.forEach(this::add);
        if (found.isEmpty()) {
            throw ProblemException.outOfRules("paths", "must hold at least one operation that can be taken over");
        }
        return found.values().stream().map(Found::described).toList();
    }

    private void add(String path, PathItem item) {
        PathItem itself = PathItemReference.follow(item, paths, shared, "paths." + path);
        itself.readOperationsMap().forEach((method, operation) -> add(path, itself, method, operation));
    }

    private void add(String path, PathItem item, HttpMethod method, Operation operation) {
        String place = "paths." + path + "." + method.name().toLowerCase(Locale.ROOT);
        Described described = described(path, item, method, operation, place);
        if (described == null) {
            return;
        }
        Found now = new Found(described, place);
        Found before = found.putIfAbsent(now.endpoint().pattern(), now);
        if (before != null) {
            refuseContradiction(before, now);
            boolean named = before.described().namesAccess() || described.namesAccess();
            found.put(now.endpoint().pattern(), new Found(new Described(before.endpoint(), named), before.place()));
            warnings.add(place + ": left out, because it matches the same calls as " + before.place());
        }
        if (found.size() > MOST) {
            throw ProblemException.outOfRules("paths", "must hold at most " + MOST + " operations");
        }
    }

    private @Nullable Described described(
            String path, PathItem item, HttpMethod method, Operation operation, String place) {
        AccessLevel access = access(method, operation, place);
        String authority = text(operation, AUTHORITY, place);
        String whole = BasePath.of(serversOf(item, operation), place, warnings) + path;
        String reason = PathTemplates.unfit(whole);
        if (reason == null && method == HttpMethod.TRACE) {
            reason = "TRACE is no method of the catalogue";
        }
        if (reason != null) {
            warnings.add(place + ": left out, because " + reason);
            return null;
        }
        try {
            boolean named = text(operation, ACCESS, place) != null;
            return new Described(Endpoint.of(method.name(), whole, access, authority), named);
        } catch (Refusal e) {
            throw ProblemException.outOfRules(Places.shown(place), String.valueOf(e.getMessage()));
        }
    }

    /** The innermost that is given counts. */
    private List<Server> serversOf(PathItem item, Operation operation) {
        List<List<Server>> given = new ArrayList<>();
        if (operation.getServers() != null) {
            given.add(operation.getServers());
        }
        if (item.getServers() != null) {
            given.add(item.getServers());
        }
        if (servers != null) {
            given.add(servers);
        }
        return given.stream().filter(list -> !list.isEmpty()).findFirst().orElse(List.of());
    }

    private static AccessLevel access(HttpMethod method, Operation operation, String place) {
        String given = text(operation, ACCESS, place);
        if (given == null) {
            return usual(method);
        }
        AccessLevel access = Levels.BY_NAME.get(given);
        if (access == null) {
            throw ProblemException.outOfRules(Places.shown(place + "." + ACCESS), "must be READ, WRITE or DELETE");
        }
        return access;
    }

    private static AccessLevel usual(HttpMethod method) {
        return switch (method) {
            case GET, HEAD, OPTIONS, TRACE -> AccessLevel.READ;
            case POST, PUT, PATCH -> AccessLevel.WRITE;
            case DELETE -> AccessLevel.DELETE;
        };
    }

    private static @Nullable String text(Operation operation, String extension, String place) {
        Map<String, Object> extensions = operation.getExtensions();
        Object given = extensions == null ? null : extensions.get(extension);
        if (given != null && !(given instanceof String)) {
            throw ProblemException.outOfRules(Places.shown(place + "." + extension), "must be a string");
        }
        return (String) given;
    }

    private static void refuseContradiction(Found before, Found now) {
        if (!before.endpoint().asksTheSameAs(now.endpoint())) {
            throw ProblemException.outOfRules(
                    Places.shown(now.place()),
                    "matches the same calls as " + Places.shown(before.place()) + ", but asks for other rights");
        }
    }
}
