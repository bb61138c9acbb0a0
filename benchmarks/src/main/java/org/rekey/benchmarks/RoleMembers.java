package org.rekey.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One role with many members, all with credentials: how long a change of it takes to be answered, and whether it acts on
 * every one of them by then. {@code <data dir> <port> <members>}; prints a table.
 */
class RoleMembers {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    private final AdminCalls admin;
    private final Tokens tokens;
    private final int members;
    private final String role;
    private List<Credential> credentials = List.of();

    private RoleMembers(AdminCalls admin, Tokens tokens, int members) throws IOException {
        this.admin = admin;
        this.tokens = tokens;
        this.members = members;
        for (String key : List.of("orders", "prices")) {
            admin.call("POST", "/api/v1/apis", Map.of("key", key, "name", key, "access", List.of("READ")), 201, 409);
        }
        this.role = created("/api/v1/roles", Map.of("name", "Everybody"));
        enable("P90D", "orders", "prices");
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        RoleMembers run =
                new RoleMembers(AdminCalls.of(Path.of(args[0]), port), new Tokens(port), Integer.parseInt(args[2]));
        run.enter();
        System.out.println("| with " + args[2] + " members | median ms | lowest to highest |");
        System.out.println("|---|---:|---:|");
        run.row("a scope is taken away and given back", run::changeScopes);
        run.row("the interval becomes shorter and longer again", run::changeInterval);
        run.row("API access is taken away and given back", run::switchOffAndOn);
        run.row("a dry run of taking a scope away", run::foretell);
    }

    private void enter() throws Exception {
        String group = created("/api/v1/groups", Map.of("name", "Everybody"));
        admin.call("PUT", "/api/v1/groups/" + group + "/roles/" + role, null, 204);
        credentials = admin.many(members, i -> {
            String user = created("/api/v1/users", Map.of("userName", "user-" + i + "@acme.example"));
            admin.call("PUT", "/api/v1/groups/" + group + "/members/" + user, null, 204);
            JsonNode own = admin.call("POST", "/api/v1/users/" + user + "/api-credentials", Map.of(), 201);
            return new Credential(
                    own.get("clientId").asString(), own.get("clientSecret").asString());
        });
        everybodyHas("orders.read prices.read");
    }

    private String created(String path, Object body) throws IOException {
        return admin.call("POST", path, body, 201).get("id").asString();
    }

    private double changeScopes() throws Exception {
        double less = millis(() -> enable("P90D", "orders"));
        everybodyHas("orders.read");
        double more = millis(() -> enable("P90D", "orders", "prices"));
        everybodyHas("orders.read prices.read");
        return Math.max(less, more);
    }

    private double changeInterval() throws Exception {
        double shorter = millis(() -> enable("P30D", "orders", "prices"));
        return Math.max(shorter, millis(() -> enable("P90D", "orders", "prices")));
    }

    private double switchOffAndOn() throws Exception {
        double off = millis(() -> admin.call("DELETE", accessPath(""), null, 204));
        everybodyHas(null);
        double on = millis(() -> enable("P90D", "orders", "prices"));
        everybodyHas("orders.read prices.read");
        return Math.max(off, on);
    }

    private double foretell() throws Exception {
        return millis(() -> {
            JsonNode foretold = admin.call("PUT", accessPath("?dryRun=true"), access("P90D", "orders"), 200);
            if (foretold.get("losing").asInt() != members) {
                throw new IOException("foretold for " + foretold.get("losing"));
            }
        });
    }

    private void enable(String interval, String... apis) throws IOException {
        admin.call("PUT", accessPath(""), access(interval, apis), 200);
    }

    private String accessPath(String query) {
        return "/api/v1/roles/" + role + "/api-access" + query;
    }

    private static Map<String, Object> access(String interval, String... apis) {
        return Map.of(
                "rotationInterval",
                interval,
                "apis",
                Arrays.stream(apis).map(api -> Map.of("api", api)).toList());
    }

    /** @param scope null when nobody must obtain a token */
    private void everybodyHas(@Nullable String scope) throws Exception {
        List<String> scopes = admin.many(credentials.size(), i -> tokens.scopeOf(credentials.get(i)));
        String expected = scope == null ? "" : scope;
        long others = scopes.stream().filter(theirs -> !theirs.equals(expected)).count();
        if (others > 0) {
            throw new IOException(others + " of " + scopes.size() + " have not got \"" + expected + "\"");
        }
    }

    private void row(String what, Measurement measurement) throws Exception {
        double[] took = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            took[round] = measurement.run();
            System.err.printf("%s: %.0f ms%n", what, took[round]);
        }
        Arrays.sort(took);
        System.out.printf("| %s | **%.0f** | %.0f to %.0f |%n", what, took[ROUNDS / 2], took[0], took[ROUNDS - 1]);
    }

    private static double millis(Action action) throws Exception {
        long begin = System.nanoTime();
        action.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    @FunctionalInterface
    private interface Measurement {
        double run() throws Exception;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }
}
