package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rekey.contract.Contract;
import org.rekey.contract.OpenApi;
import org.rekey.contract.Operation;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of {@code docs/openapi.yaml}, called with the examples of the document, gives every answer that the
 * document lists and one that asks can bring about. That each answer is as the document says is checked in
 * {@link RekeyHttp#send}.
 */
class EveryOperationIT {

    /** What it takes an outage, a flood or much patience to see. */
    private static final Set<Integer> NOT_CALLED_FORTH = Set.of(408, 429, 500, 503);

    /** What it takes two at the same moment to see, or another machine. */
    private static final Set<String> NOT_SEEN_FROM_HERE = Set.of(
            "deleteClient 409",
            "setAlertDomains 409",
            "readMetadata 400",
            "readKeySet 400",
            "advanceClock 202",
            "registerWebhook 409",
            "changeWebhook 409",
            "deleteWebhook 409",
            "rotateWebhookSecret 409");

    /** What only the last administrator's removal brings about: others make administrators meanwhile. */
    private static final Set<String> OF_THE_LAST_ADMINISTRATOR = Set.of(
            "deactivateUser 409",
            "removeMember 409",
            "unassignRole 409",
            "enableApiAccess 409",
            "disableApiAccess 409");

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final RunningRekey running = RunningRekey.movable();
    private static final OpenApi api = Contract.committed().api();
    private static final Set<String> seen = new TreeSet<>();

    private static RekeyHttp rekey;
    private static Credentials client;
    private static String secretId;
    private static String keyId;
    private static String user;
    private static String group;
    private static String role;
    private static String webhook;
    private static String messageId;
    private static String mayRead;
    private static String mayWrite;

    @BeforeAll
    static void things_to_ask_about() {
        rekey = running.http();
        mayRead = tokenFor("READ");
        mayWrite = tokenFor("WRITE");
        see("registerApi", call("registerApi")).expect(201);
        webhook = see("registerWebhook", call("registerWebhook")).expect(201).text("id");
        Answer created = see("createClient", call("createClient")).expect(201);
        client = Credentials.of(created);
        secretId = created.text("secretId");
        keyId = see("addKey", call("addKey")).expect(201).text("keyId");
        user = see("registerUser", call("registerUser")).expect(201).text("id");
        group = see("createGroup", call("createGroup")).expect(201).text("id");
        role = see("createRole", call("createRole")).expect(201).text("id");
        for (String setting : List.of("assignRole", "addMember")) {
            see(setting, call(setting)).expect(204);
        }
        messageId = see("listDeliveries", call("listDeliveries"))
                .expect(200)
                .json()
                .at("/items/0/messageId")
                .asString();
        see("enableApiAccess", call("enableApiAccess")).expect(200);
        see("createUserCredentials", call("createUserCredentials")).expect(201);
    }

    private static String tokenFor(String level) {
        return rekey.token(rekey.create(
                        "May " + level, "\"scopes\":[{\"api\":\"rekey\",\"access\":[\"%s\"]}]".formatted(level)))
                .token();
    }

    private static Answer see(String operation, HttpRequest.Builder request) {
        Answer answer = rekey.send(request);
        seen.add(operation + " " + answer.status());
        return answer;
    }

    /**
     * On a connection of its own: the server closes it after what is too large, and the next request might still take it.
     * What is still being sent then can cost the answer (RFC 9112 section 9.6), so it is asked for again.
     */
    private static Answer seeApart(String operation, HttpRequest.Builder request) {
        Answer answer = Stream.generate(() -> answerApart(request))
                .limit(5)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        seen.add(operation + " " + answer.status());
        return answer;
    }

    private static Optional<Answer> answerApart(HttpRequest.Builder request) {
        try {
            return Optional.of(running.http().send(request));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static HttpRequest.Builder call(String operation) {
        Operation called = api.operation(operation);
        return call(called, path(called), body(called));
    }

    private static HttpRequest.Builder call(String operation, String json) {
        Operation called = api.operation(operation);
        return call(called, path(called), json);
    }

    private static HttpRequest.Builder call(Operation operation, String path, String body) {
        HttpRequest.Builder request = operation.scope().isEmpty() ? rekey.request(path) : rekey.asAdministrator(path);
        request.method(operation.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return body.isEmpty() ? request : request.header("Content-Type", contentType(operation));
    }

    private static String contentType(Operation operation) {
        JsonNode content = operation.node().path("requestBody").path("content");
        return content.isEmpty()
                ? "application/json"
                : content.propertyNames().iterator().next();
    }

    private static String body(Operation operation) {
        JsonNode example = operation
                .node()
                .path("requestBody")
                .path("content")
                .path(contentType(operation))
                .path("example");
        if (example.isMissingNode()) {
            return "";
        }
        return contentType(operation).equals(FORM)
                ? example.propertyStream()
                        .map(field -> field.getKey() + "=" + field.getValue().asString())
                        .collect(Collectors.joining("&"))
                : mine(example.toString());
    }

    /** The names of the examples stand for other things in other tests. */
    private static String mine(String text) {
        return text.replace("\"orders\"", "\"walk-orders\"")
                .replace("Warehouse", "Walked warehouse")
                .replace("https://hooks.acme.example/rekey", "http://127.0.0.1:9/walked")
                .replace("jane@rekey.invalid", "walked@rekey.invalid")
                .replace("\"Steward", "\"Walked steward")
                .replace("\"P4D\"", "\"PT0.001S\"");
    }

    private static String path(Operation operation) {
        return operation
                .template()
                .replace("/users/{id}", "/users/" + user)
                .replace("/webhooks/{id}", "/webhooks/" + webhook)
                .replace("{messageId}", String.valueOf(messageId))
                .replace("/groups/{id}", "/groups/" + group)
                .replace("/roles/{id}", "/roles/" + role)
                .replace("{userId}", String.valueOf(user))
                .replace("{roleId}", String.valueOf(role))
                .replace("{id}", client == null ? "" : client.id())
                .replace("{secretId}", String.valueOf(secretId))
                .replace("{keyId}", String.valueOf(keyId))
                .replace("{key}", "walk-orders")
                .replace("{name}", "query.clients");
    }

    private static List<Operation> operations(int status) {
        return api.operations().stream()
                .filter(operation -> operation.statuses().contains(status))
                .toList();
    }

    private static List<Operation> adminOperations(int status) {
        return operations(status).stream()
                .filter(operation -> !operation.scope().isEmpty())
                .toList();
    }

    private static List<Operation> formOperations(int status) {
        return operations(status).stream()
                .filter(operation -> contentType(operation).equals(FORM))
                .toList();
    }

    @Test
    void reading_answers_as_documented() {
        for (Operation operation : adminOperations(200)) {
            if (operation.method().equals("GET")) {
                see(operation.id(), call(operation.id())).expect(200);
            }
        }
        for (String open : List.of("readMetadata", "readKeySet", "readHealth", "readLiveness", "readReadiness")) {
            see(open, call(open)).expect(200);
        }
        String version = rekey.get("/api/v1/apis/walk-orders").header("ETag");
        see("readApi", call("readApi").header("If-None-Match", version)).expect(304);
    }

    @Test
    void writing_answers_as_documented() {
        see("changeApi", call("changeApi")).expect(204);
        Operation taken = api.operation("importApi");
        for (String query : List.of("?key=walk-import&dryRun=true", "?key=walk-import", "?key=walk-import")) {
            int expected = query.endsWith("true") || seen.contains("importApi 201") ? 200 : 201;
            see(taken.id(), call(taken, path(taken) + query, body(taken))).expect(expected);
        }
        Operation create = api.operation("createClient");
        see(
                        create.id(),
                        call(create, path(create) + "?dryRun=true", body(create).replace("Walked", "Foreseen")))
                .expect(200);
        see("changeClient", call("changeClient")).expect(200);
        see("setAlertDomains", call("setAlertDomains")).expect(200);
        see("rotateSecret", call("rotateSecret")).expect(201);
        see("changeWebhook", call("changeWebhook")).expect(204);
        see("rotateWebhookSecret", call("rotateWebhookSecret")).expect(201);
        see("replayDelivery", call("replayDelivery")).expect(202);
        see("retireSecret", call("retireSecret")).expect(204);
        see("addKey", call("addKey")).expect(409);
        see("retireKey", call("retireKey")).expect(204);
        see("advanceClock", call("advanceClock")).expect(200);
        for (String act : List.of("suspendClient", "resumeClient", "revokeClientTokens")) {
            see(act, call(act)).expect(204);
            // All that the document lists for it, and so what a generated program sends.
            see(act, call(act).setHeader("Accept", "application/problem+json")).expect(204);
        }
        for (String act : List.of("replayProjection", "verifyProjection")) {
            Operation operation = api.operation(act);
            until(202, act, operation);
            until(409, act, operation);
        }
    }

    /** Whether one comes in time to meet another is up to the machine. */
    private static void until(int status, String act, Operation operation) {
        String path = operation.template().replace("{name}", "query.apis");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> see(act, call(operation, path, "")).status() == status);
    }

    @Test
    void the_OAuth2_endpoints_answer_as_documented() {
        Credentials asking = rekey.create("Walker of OAuth2", "\"scopes\":[{\"api\":\"orders\"}]");
        String basic = RekeyHttp.basic(asking);
        String token = see("issueToken", call("issueToken").header("Authorization", basic))
                .expect(200)
                .text("access_token");
        see("introspectToken", call("introspectToken", "token=" + token).header("Authorization", basic))
                .expect(200);
        see("introspectToken", call("introspectToken", "token=no").header("Authorization", basic))
                .expect(200);
        see("revokeToken", call("revokeToken", "token=" + token).header("Authorization", basic))
                .expect(200);
        for (Operation operation : formOperations(401)) {
            see(operation.id(), call(operation.id()).header("Authorization", "Basic bm86bm8="))
                    .expect(401);
            see(operation.id(), call(operation.id(), "token=1&token=2").header("Authorization", basic))
                    .expect(400);
            see(operation.id(), call(operation.id()).header("Content-Encoding", "gzip"))
                    .expect(415);
            seeApart(operation.id(), call(operation.id(), "a".repeat(300_000))).expect(413);
        }
    }

    @Test
    void a_gateway_is_answered_as_documented() {
        rekey.withAnApi("walk-gateway", """
                "access": ["READ", "WRITE"],
                "endpoints": [{"method": "GET", "path": "/walked/{id}"},
                    {"method": "PUT", "path": "/walked/{id}", "access": "WRITE"}]
                """);
        String token = rekey.token(rekey.create("Walker of a gateway", "\"scopes\":[{\"api\":\"walk-gateway\"}]"))
                .token();
        see("checkCall", asked(token, "GET", "/walked/1?a=b")).expect(200);
        see("checkCall", asked(token, "PUT", "/walked/1")).expect(403);
        see("checkCall", asked(token, "GET", "/nowhere")).expect(403);
        see("checkCall", asked("no", "GET", "/walked/1")).expect(401);
        see("checkCall", rekey.request("/oauth2/check")).expect(401);
        see("checkCall", rekey.request("/oauth2/check").header("Authorization", "Bearer " + token))
                .expect(400);
    }

    private static HttpRequest.Builder asked(String token, String method, String uri) {
        return rekey.request("/oauth2/check")
                .header("Authorization", "Bearer " + token)
                .header("X-Original-Method", method)
                .header("X-Original-URI", uri);
    }

    @Test
    void nobody_gets_in_without_a_token_that_says_so() {
        for (Operation operation : adminOperations(401)) {
            see(operation.id(), withToken(operation, "no")).expect(401);
        }
        for (Operation operation : adminOperations(403)) {
            see(operation.id(), withToken(operation, operation.scope().endsWith(".read") ? mayWrite : mayRead))
                    .expect(403);
        }
    }

    private static HttpRequest.Builder withToken(Operation operation, String token) {
        return call(operation.id()).setHeader("Authorization", "Bearer " + token);
    }

    @Test
    void requests_that_are_not_right_are_refused_as_documented() {
        for (Operation operation : adminOperations(400)) {
            see(operation.id(), call(operation, path(operation) + "?access_token=no", body(operation)))
                    .expect(400);
        }
        for (Operation operation : adminOperations(406)) {
            see(operation.id(), call(operation.id()).setHeader("Accept", "text/html"))
                    .expect(406);
        }
        for (Operation operation : adminOperations(413)) {
            seeApart(operation.id(), call(operation.id(), " ".repeat(2_100_000)))
                    .expect(413);
        }
        for (Operation operation : adminOperations(415)) {
            see(operation.id(), call(operation.id(), "{}").setHeader("Content-Type", "text/plain"))
                    .expect(415);
        }
        for (Operation operation : operations(431)) {
            seeApart(operation.id(), call(operation.id()).header("X-Filler", "a".repeat(20_000)))
                    .expect(431);
        }
    }

    @Test
    void what_is_not_there_or_not_as_expected_is_answered_as_documented() {
        for (Operation operation : adminOperations(404)) {
            String nowhere = operation.template().replaceAll("\\{[a-zA-Z]+}", "nobody");
            see(operation.id(), call(operation, nowhere, body(operation))).expect(404);
        }
        for (Operation operation : adminOperations(412)) {
            see(operation.id(), call(operation.id()).header("If-Match", "\"999999\""))
                    .expect(412);
        }
    }

    @Test
    void what_the_state_of_things_forbids_is_a_conflict() {
        String gone = rekey.create("Gone", "\"scopes\":[]").id();
        see("deleteClient", rekey.asAdministrator("/api/v1/clients/" + gone).DELETE())
                .expect(204);
        for (Operation operation : adminOperations(409)) {
            boolean ofClients = operation.template().startsWith("/api/v1/clients/{id}")
                    && !operation.method().equals("DELETE");
            if (ofClients) {
                String path = path(operation).replace(client.id(), gone);
                see(operation.id(), call(operation, path, body(operation))).expect(409);
            }
        }
        see("createClient", call("createClient")).expect(409);
        see("registerApi", call("registerApi")).expect(409);
        Operation change = api.operation("changeApi");
        see(change.id(), call(change, "/api/v1/apis/rekey", body(change))).expect(409);
        Operation taken = api.operation("importApi");
        see(taken.id(), call(taken, path(taken) + "?key=rekey", body(taken))).expect(409);
        Operation retire = api.operation("retireApi");
        see(retire.id(), call(retire, "/api/v1/apis/rekey", "")).expect(409);
        see("deleteClients", call("deleteClients", "{\"ids\":[\"" + gone + "\"]}"))
                .expect(200);
    }

    @Test
    void people_groups_and_roles_are_changed_as_documented() {
        for (String change : List.of(
                "changeUser",
                "changeGroup",
                "changeRole",
                "addMember",
                "assignRole",
                "setPassword",
                "reactivateUser")) {
            see(change, call(change)).expect(204);
        }
        see("transferOwnership", call("transferOwnership", "{\"to\":\"" + another("heir") + "\"}"))
                .expect(200);
        see("rotateUserCredentials", call("rotateUserCredentials")).expect(201);
        for (String foretold : List.of(
                "deactivateUser",
                "reactivateUser",
                "addMember",
                "removeMember",
                "assignRole",
                "unassignRole",
                "changeRole",
                "enableApiAccess",
                "disableApiAccess",
                "deleteUserCredentials",
                "deleteUser",
                "changeClient",
                "setAlertDomains",
                "suspendClient",
                "resumeClient",
                "deleteClient")) {
            Operation operation = api.operation(foretold);
            see(foretold, call(operation, path(operation) + "?dryRun=true", body(operation)))
                    .expect(200);
        }
        String unused = another("unused");
        String empty =
                rekey.post("/api/v1/groups", "{\"name\":\"Walked and empty\"}").text("id");
        String bare =
                rekey.post("/api/v1/roles", "{\"name\":\"Walked and bare\"}").text("id");
        Map<String, String> deleted = Map.of(
                "deleteUser", "users/" + unused, "deleteGroup", "groups/" + empty, "deleteRole", "roles/" + bare);
        deleted.forEach((operation, path) -> {
            see(
                            operation,
                            rekey.asAdministrator("/api/v1/" + path + "?dryRun=true")
                                    .DELETE())
                    .expect(200);
            see(operation, rekey.asAdministrator("/api/v1/" + path).DELETE()).expect(204);
        });
        see("deleteUserCredentials", call("deleteUserCredentials")).expect(204);
        see("createUserCredentials", call("createUserCredentials")).expect(201);
        for (String there : List.of("removeMember", "addMember", "unassignRole", "assignRole")) {
            see(there, call(there)).expect(204);
        }
        see("deactivateUser", call("deactivateUser")).expect(204);
        see("reactivateUser", call("reactivateUser")).expect(204);
    }

    private static String another(String name) {
        return rekey.post("/api/v1/users", "{\"userName\":\"walked-" + name + "@rekey.invalid\"}")
                .expect(201)
                .text("id");
    }

    @Test
    void what_is_taken_still_used_or_not_to_be_had_is_a_conflict() {
        for (String made : List.of("registerUser", "createGroup", "createRole", "createUserCredentials")) {
            see(made, call(made)).expect(409);
        }
        String other = another("taken");
        see("changeUser", at("changeUser", "/api/v1/users/" + other, "{\"userName\":\"walked@rekey.invalid\"}"))
                .expect(409);
        String otherGroup = rekey.post("/api/v1/groups", "{\"name\":\"Walked: other\",\"tenant\":\"walked\"}")
                .text("id");
        String otherRole = rekey.post("/api/v1/roles", "{\"name\":\"Walked: other\",\"tenant\":\"walked\"}")
                .text("id");
        rekey.post("/api/v1/groups", "{\"name\":\"Walked: third\",\"tenant\":\"walked\"}");
        rekey.post("/api/v1/roles", "{\"name\":\"Walked: third\",\"tenant\":\"walked\"}");
        see("changeGroup", at("changeGroup", "/api/v1/groups/" + otherGroup, "{\"name\":\"Walked: third\"}"))
                .expect(409);
        see("changeRole", at("changeRole", "/api/v1/roles/" + otherRole, "{\"name\":\"Walked: third\"}"))
                .expect(409);
        see("addMember", at("addMember", "/api/v1/groups/" + otherGroup + "/members/" + user, ""))
                .expect(409);
        see("assignRole", at("assignRole", "/api/v1/groups/" + group + "/roles/" + otherRole, ""))
                .expect(409);
        see("deleteGroup", call("deleteGroup")).expect(409);
        see("deleteRole", call("deleteRole")).expect(409);
        rekey.create("Walked: owned", "\"scopes\":[],\"owner\":\"" + other + "\"");
        see("deleteUser", at("deleteUser", "/api/v1/users/" + other, "")).expect(409);
        rekey.post("/api/v1/users/" + other + "/deactivate", "{}").expect(204);
        see("transferOwnership", call("transferOwnership", "{\"to\":\"" + other + "\"}"))
                .expect(409);
        see(
                        "setPassword",
                        at("setPassword", "/api/v1/users/" + other + "/password", body(api.operation("setPassword"))))
                .expect(409);
        String without = another("without");
        see("createUserCredentials", at("createUserCredentials", "/api/v1/users/" + without + "/api-credentials", ""))
                .expect(409);
        rekey.delete("/api/v1/roles/" + role + "/api-access").expect(204);
        see("rotateUserCredentials", call("rotateUserCredentials")).expect(409);
        see("disableApiAccess", call("disableApiAccess")).expect(204);
        see("enableApiAccess", call("enableApiAccess")).expect(200);
    }

    private static HttpRequest.Builder at(String operation, String path, String body) {
        return call(api.operation(operation), path, body);
    }

    @Test
    void people_are_answered_as_documented() {
        String name = "walked-person@rekey.invalid";
        String password = "a password of some length";
        String person = rekey.post("/api/v1/users", "{\"userName\":\"" + name + "\"}")
                .expect(201)
                .text("id");
        rekey.call("PUT", "/api/v1/users/" + person + "/password", "{\"password\":\"" + password + "\"}")
                .expect(204);
        String right = "{\"userName\":\"" + name + "\",\"password\":\"" + password + "\"}";
        see("signIn", call("signIn", "{")).expect(400);
        see("signIn", call("signIn", "{\"userName\":\"" + name + "\"}")).expect(422);
        see("signIn", call("signIn", right.replace("some", "no"))).expect(401);
        Answer signedIn = see("signIn", call("signIn", right)).expect(200);
        String cookie = signedIn.header("Set-Cookie").split(";", 2)[0];
        String csrf = signedIn.text("csrfToken");
        see("readSession", call("readSession").header("Cookie", cookie)).expect(200);
        see("readMe", call("readMe").header("Cookie", cookie)).expect(200);
        String program = rekey.token(rekey.create("Walker without a person", "\"scopes\":[{\"api\":\"rekey\"}]"))
                .token();
        List<Operation> mine = api.operations().stream()
                .filter(operation -> operation.scope().isEmpty()
                        && operation.template().matches("/api/v1/(me|session).*")
                        && !operation.id().equals("signIn"))
                .toList();
        for (Operation operation : mine) {
            see(operation.id(), call(operation.id())).expect(401);
            if (operation.statuses().contains(403)) {
                see(operation.id(), call(operation.id()).header("Authorization", "Bearer " + program))
                        .expect(403);
            }
        }
        see("readMyCredentials", by("readMyCredentials", "", cookie, csrf)).expect(200);
        see("createMyCredentials", by("createMyCredentials", "", cookie, csrf)).expect(409);
        see("createMyCredentials", by("createMyCredentials", "{\"scopes\":\"all\"}", cookie, csrf))
                .expect(422);
        see("rotateMyCredentials", by("rotateMyCredentials", "{\"grace\":\"P2D\"}", cookie, csrf))
                .expect(422);
        see("rotateMyCredentials", by("rotateMyCredentials", "{}", cookie, csrf))
                .expect(404);
        see("deleteMyCredentials", by("deleteMyCredentials", "", cookie, csrf)).expect(404);
        rekey.call("PUT", "/api/v1/groups/" + group + "/members/" + person, null)
                .expect(204);
        see("createMyCredentials", by("createMyCredentials", "", cookie, csrf)).expect(201);
        see("rotateMyCredentials", by("rotateMyCredentials", "{}", cookie, csrf))
                .expect(201);
        rekey.delete("/api/v1/groups/" + group + "/members/" + person).expect(204);
        see("rotateMyCredentials", by("rotateMyCredentials", "{}", cookie, csrf))
                .expect(409);
        see("deleteMyCredentials", by("deleteMyCredentials", "", cookie, csrf)).expect(204);
        see(
                        "changePassword",
                        by("changePassword", "{\"current\":\"no\",\"password\":\"" + password + "!\"}", cookie, csrf))
                .expect(422);
        see(
                        "changePassword",
                        by(
                                "changePassword",
                                "{\"current\":\"" + password + "\",\"password\":\"" + password + "!\"}",
                                cookie,
                                csrf))
                .expect(204);
        signedIn =
                rekey.send(call("signIn", right.replace("length", "length!"))).expect(200);
        cookie = signedIn.header("Set-Cookie").split(";", 2)[0];
        see("signOut", by("signOut", "", cookie, "no")).expect(403);
        see("signOut", by("signOut", "", cookie, signedIn.text("csrfToken"))).expect(204);
    }

    private static HttpRequest.Builder by(String operation, String body, String cookie, String csrf) {
        return call(operation, body).header("Cookie", cookie).header("X-CSRF-Token", csrf);
    }

    @Test
    void values_out_of_their_rules_are_422() {
        Map<String, String> bodies = new HashMap<>(Map.of(
                "registerUser", "{\"userName\":\"\"}",
                "changeUser", "{\"email\":\"nowhere\"}",
                "setPassword", "{\"password\":\"short\"}",
                "transferOwnership", "{\"to\":\"nobody\"}",
                "createUserCredentials", "{\"scopes\":\"all\"}",
                "rotateUserCredentials", "{\"grace\":\"P2D\"}",
                "createGroup", "{\"name\":\"\"}",
                "changeGroup", "{\"name\":\"\"}",
                "createRole", "{\"name\":\"\"}",
                "changeRole", "{\"name\":\"\"}"));
        bodies.put("registerWebhook", "{\"url\":\"https://169.254.169.254/\"}");
        bodies.put("changeWebhook", "{\"types\":[]}");
        bodies.put("advanceClock", "{\"advance\":\"-P1D\"}");
        bodies.put("enableApiAccess", "{\"rotationInterval\":\"P1D\"}");
        bodies.putAll(
                Map.of(
                        "createClient", "{\"name\":\"short\",\"scopes\":\"all\",\"rotationInterval\":\"P1D\"}",
                        "changeClient", "{\"rotationInterval\":\"P1D\"}",
                        "setAlertDomains", "{\"domains\":[\"*.partner.example\"]}",
                        "deleteClients", "{\"ids\":[]}",
                        "rotateSecret", "{\"grace\":\"P2D\"}",
                        "addKey", "{\"jwk\":{\"kty\":\"oct\"}}",
                        "registerApi", "{\"key\":\"No Key\",\"name\":\"no\"}",
                        "changeApi", "{\"name\":\"\"}",
                        "importApi",
                                "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"no\"},\"paths\":{\"/a\":{\"$ref\":\"https://a.invalid/\"}}}"));
        for (Operation operation : adminOperations(422)) {
            assertThat(bodies).as("a body that is out of rules").containsKey(operation.id());
            see(operation.id(), call(operation.id(), bodies.get(operation.id())))
                    .expect(422);
        }
    }

    @Test
    void every_path_says_which_methods_it_has() {
        Map<String, Set<String>> methods = api.operations().stream()
                .collect(Collectors.groupingBy(
                        Operation::template,
                        Collectors.mapping(Operation::method, Collectors.toCollection(TreeSet::new))));
        methods.forEach((template, listed) -> {
            String path = template.replaceAll("\\{[a-zA-Z]+}", "any");
            Set<String> documented = new TreeSet<>(listed);
            if (path.equals("/api/v1/clients/delete")) {
                documented.addAll(methods.get("/api/v1/clients/{id}")); // a client may be called so
            } else if (path.equals("/api/v1/apis/import")) {
                documented.addAll(methods.get("/api/v1/apis/{key}"));
            }
            String other = documented.contains("PUT") ? "POST" : "PUT";
            Answer refused = rekey.send(rekey.asAdministrator(path).method(other, BodyPublishers.noBody()));
            assertThat(allowed(refused.expect(405))).as(path).isEqualTo(documented);
            if (!template.startsWith("/actuator/")) {
                Answer told = rekey.send(rekey.asAdministrator(path).method("OPTIONS", BodyPublishers.noBody()));
                assertThat(allowed(told)).as(path).isEqualTo(documented);
            }
        });
    }

    private static Set<String> allowed(Answer answer) {
        Set<String> methods = new TreeSet<>(Arrays.asList(answer.header("Allow").split(", *")));
        methods.removeAll(Set.of("HEAD", "OPTIONS"));
        return methods;
    }

    @AfterAll
    static void every_answer_of_the_document_has_been_seen() {
        see("retireApi", call("retireApi")).expect(204);
        see("deleteWebhook", call("deleteWebhook")).expect(204);
        see("deleteClient", call("deleteClient")).expect(204);
        Set<String> documented = new TreeSet<>();
        for (Operation operation : api.operations()) {
            operation.statuses().stream()
                    .filter(status -> !NOT_CALLED_FORTH.contains(status))
                    .forEach(status -> documented.add(operation.id() + " " + status));
        }
        documented.removeAll(NOT_SEEN_FROM_HERE);
        documented.removeAll(OF_THE_LAST_ADMINISTRATOR);
        assertThat(seen).containsAll(documented);
        running.close();
    }
}
