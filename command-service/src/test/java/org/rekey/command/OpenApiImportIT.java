package org.rekey.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.unique;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Api;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.Endpoint;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.Provenance;
import tools.jackson.databind.JsonNode;

class OpenApiImportIT {

    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";

    private static final List<String> ENDPOINTS = List.of(
            "GET /listing/v2/assets READ",
            "POST /listing/v2/assets WRITE",
            "HEAD /listing/v2/assets READ",
            "OPTIONS /listing/v2/assets READ",
            "POST /listing/v2/assets/search READ",
            "GET /listing/v2/assets/{id} READ",
            "PUT /listing/v2/assets/{id} WRITE",
            "DELETE /listing/v2/assets/{id} DELETE",
            "PATCH /listing/v2/assets/{id} WRITE",
            "POST /listing/v2/assets/{id}/approve DELETE assets:approve",
            "GET /reporting/reports READ",
            "GET /v7/reports/{id} READ",
            "DELETE /reports/{id} DELETE");

    @Test
    void a_document_is_shown_as_it_would_be_taken_over_and_nothing_is_written() {
        String key = unique("asset-listing");
        long before = bean(LogHead.class).committed();

        Reply preview = send("?key=" + key + "&dryRun=true", YAML, document("asset-listing.yaml"))
                .expect(200);

        JsonNode json = preview.json();
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "key", "name", "audience", "access", "scopes", "endpoints", "changes", "warnings", "applied");
        assertThat(json.get("key").asString()).isEqualTo(key);
        assertThat(json.get("name").asString()).isEqualTo("Asset Listing — Prüfung");
        assertThat(json.get("audience").isNull()).isTrue();
        assertThat(json.get("access").toString()).isEqualTo("[\"READ\",\"WRITE\",\"DELETE\"]");
        assertThat(items(json.get("endpoints"))).containsExactlyInAnyOrderElementsOf(ENDPOINTS);
        assertThat(items(json.at("/changes/added"))).containsExactlyInAnyOrderElementsOf(ENDPOINTS);
        assertThat(json.at("/changes/removed")).isEmpty();
        assertThat(json.at("/changes/changed")).isEmpty();
        assertThat(json.get("applied").asBoolean()).isFalse();
        assertThat(warnings(json))
                .hasSize(4)
                .anySatisfy(text -> assertThat(text).startsWith("paths./assets.trace: left out, because TRACE"))
                .anySatisfy(text -> assertThat(text)
                        .isEqualTo("paths./assets/{assetId}.get: left out, because it matches the same calls as"
                                + " paths./assets/{id}.get"))
                .anySatisfy(text -> assertThat(text).startsWith("paths./assets/{id}{format}.get: left out, because"))
                .anySatisfy(text -> assertThat(text).startsWith("paths./assets/{id}/files/*.get: left out, because"));
        assertThat(bean(LogHead.class).committed()).isEqualTo(before);
        assertThat(eventsOf("api:" + key)).isEmpty();
        assertThat(preview.header("Location")).isEmpty();
    }

    @Test
    void a_new_api_is_registered_under_the_title_unless_told_otherwise() {
        Reply imported = send("?audience=https://assets.example", YAML, document("asset-listing.yaml"))
                .expect(201);
        assertThat(imported.header("Location")).isEqualTo("/api/v1/apis/asset-listing-prufung");
        assertThat(imported.header("ETag")).isEqualTo("\"0\"");
        assertThat(imported.text("/key")).isEqualTo("asset-listing-prufung");
        assertThat(imported.json().get("applied").asBoolean()).isTrue();
        ApiDefinition kept = definition("asset-listing-prufung");
        assertThat(kept.name()).isEqualTo("Asset Listing — Prüfung");
        assertThat(kept.audience()).isEqualTo("https://assets.example");
        assertThat(kept.access()).isEqualTo(Set.of(AccessLevel.READ, AccessLevel.WRITE, AccessLevel.DELETE));
        assertThat(kept.endpoints()).hasSize(ENDPOINTS.size());

        String key = unique("named");
        send("?key=" + key + "&name=Mine", YAML, document("asset-listing.yaml")).expect(201);
        assertThat(definition(key).name()).isEqualTo("Mine");
    }

    @Test
    void OS_20_a_document_of_3_1_is_read_with_its_shared_paths_and_without_what_it_calls_itself() {
        String key = unique("dvs");
        Reply imported = send("?key=" + key, JSON, document("validation.json")).expect(201);
        assertThat(imported.json().get("warnings")).isEmpty();
        assertThat(definition(key).endpoints())
                .containsExactly(
                        Endpoint.of(
                                "POST",
                                "/dvs/v1/{country_code}/{document_type}/validate",
                                AccessLevel.WRITE,
                                "dvs:validate"),
                        Endpoint.of("POST", "/dvs/v1/validate", AccessLevel.WRITE, "dvs:validate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/x-yaml", "text/yaml; charset=utf-8"})
    void JSON_is_YAML_too(String type) {
        send("?dryRun=true", type, document("validation.json")).expect(200);
    }

    @Test
    void what_another_document_changes_is_told_and_name_audience_and_scopes_stay() {
        String key = unique("evolving");
        post(
                        "admin",
                        "/apis",
                        "{\"key\":\"" + key + "\",\"name\":\"Evolving\",\"access\":[\"READ\",\"DELETE\"],"
                                + "\"scopes\":{\"READ\":\"data\"},\"audience\":\"https://e.example\",\"endpoints\":["
                                + "{\"method\":\"GET\",\"path\":\"/a\",\"authority\":\"group:a\"},"
                                + "{\"method\":\"POST\",\"path\":\"/a\",\"authority\":\"group:a\"},"
                                + "{\"method\":\"*\",\"path\":\"/b/**\"}]}")
                .expect(201);
        String document = paths(
                "\"/a\":{\"get\":{},\"post\":{\"x-rekey-access\":\"WRITE\"},\"put\":{\"x-rekey-authority\":\"group:b\"}}");

        Reply preview =
                send("?dryRun=true&name=Other&key=" + key, JSON, document).expect(200);
        Reply applied = send("?name=Other&key=" + key, JSON, document).expect(200);

        for (Reply reply : List.of(preview, applied)) {
            assertThat(reply.text("/name")).isEqualTo("Evolving");
            assertThat(reply.text("/audience")).isEqualTo("https://e.example");
            assertThat(reply.json().get("scopes").toString()).isEqualTo("{\"READ\":\"data\"}");
            assertThat(reply.json().get("access").toString()).isEqualTo("[\"READ\",\"WRITE\",\"DELETE\"]");
            assertThat(reply.json().get("changes").toString())
                    .isEqualTo(
                            "{\"added\":[{\"method\":\"PUT\",\"path\":\"/a\",\"access\":\"WRITE\",\"authority\":\"group:b\"}],"
                                    + "\"removed\":[{\"method\":\"*\",\"path\":\"/b/**\",\"access\":\"READ\"}],"
                                    + "\"changed\":[{\"method\":\"POST\",\"path\":\"/a\",\"access\":\"WRITE\",\"authority\":\"group:a\","
                                    + "\"was\":{\"method\":\"POST\",\"path\":\"/a\",\"access\":\"READ\",\"authority\":\"group:a\"}}]}");
            assertThat(warnings(reply.json()))
                    .hasSize(2)
                    .anySatisfy(text -> assertThat(text).contains("keeps its name"))
                    .anySatisfy(text -> assertThat(text).contains("offer [WRITE]"));
        }
        assertThat(preview.json().get("applied").asBoolean()).isFalse();
        assertThat(applied.json().get("applied").asBoolean()).isTrue();
        assertThat(eventsOf("api:" + key)).containsExactly("api.registered", "api.changed");
        assertThat(definition(key).endpoints())
                .contains(Endpoint.of("GET", "/a", AccessLevel.READ, "group:a"))
                .hasSize(3);
    }

    @Test
    void a_document_that_does_not_speak_of_rights_takes_none_of_the_protection_away() {
        String key = unique("protected");
        post(
                        "admin",
                        "/apis",
                        "{\"key\":\"" + key
                                + "\",\"name\":\"Protected\",\"access\":[\"READ\",\"WRITE\"],\"endpoints\":["
                                + "{\"method\":\"GET\",\"path\":\"/a/{old}\",\"access\":\"WRITE\",\"authority\":\"x\"},"
                                + "{\"method\":\"GET\",\"path\":\"/b/{old}\",\"access\":\"WRITE\"},"
                                + "{\"method\":\"GET\",\"path\":\"/c/{old}\"},"
                                + "{\"method\":\"GET\",\"path\":\"/gone\",\"authority\":\"x\"},"
                                + "{\"method\":\"GET\",\"path\":\"/open/**\"},"
                                + "{\"method\":\"*\",\"path\":\"/**\",\"authority\":\"y\"}]}")
                .expect(201);
        String document = paths(
                "\"/a/{new}\":{\"get\":{}},\"/b/{new}\":{\"get\":{}},"
                        + "\"/c/{new}\":{\"get\":{\"x-rekey-authority\":\"z\",\"x-rekey-access\":\"WRITE\"}},\"/new\":{\"get\":{}}");

        Reply reply = send("?key=" + key, JSON, document).expect(200);

        assertThat(items(reply.json().get("endpoints")))
                .containsExactlyInAnyOrder(
                        "GET /a/{old} WRITE x",
                        "GET /b/{new} WRITE",
                        "GET /c/{new} WRITE z",
                        "GET /gone READ x",
                        "* /** READ y",
                        "GET /new READ y");
        assertThat(warnings(reply.json()))
                .hasSize(4)
                .anySatisfy(text -> assertThat(text).startsWith("GET /gone: stays, because"))
                .anySatisfy(text -> assertThat(text).startsWith("* /**: stays, because"))
                .anySatisfy(text -> assertThat(text).startsWith("GET /a/{new}: stays /a/{old}, because"))
                .anySatisfy(text -> assertThat(text).startsWith("GET /new: gets the authority of * /**"));
    }

    @Test
    void the_same_document_again_changes_nothing() {
        String key = unique("again");
        send("?key=" + key, YAML, document("asset-listing.yaml")).expect(201);
        Reply again = send("?key=" + key, YAML, document("asset-listing.yaml")).expect(200);
        assertThat(again.json().get("changes").toString()).isEqualTo("{\"added\":[],\"removed\":[],\"changed\":[]}");
        assertThat(again.header("ETag")).isEqualTo("\"0\"");
        assertThat(eventsOf("api:" + key)).containsExactly("api.registered");
    }

    @Test
    void A11_an_import_builds_on_the_version_that_was_read() {
        String key = unique("versioned");
        String document = paths("\"/a\":{\"get\":{}}");
        send("?key=" + key, JSON, document, "If-Match", "\"0\"").expect(412);
        send("?key=" + key, JSON, document).expect(201);
        send("?key=" + key, JSON, document, "If-Match", "\"1\"").expect(412);
        send("?key=" + key, JSON, document, "If-Match", "\"0\"").expect(200);
    }

    @Test
    void retired_and_built_in_apis_are_not_imported_over() {
        String document = paths("\"/a\":{\"get\":{}}");
        String key = unique("retired");
        send("?key=" + key, JSON, document).expect(201);
        delete("admin", "/apis/" + key).expect(204);
        send("?key=" + key, JSON, document).expect(409);
        for (String builtIn : List.of("rekey", "rekey-tokens")) {
            send("?key=" + builtIn, JSON, document).expect(409);
            send("?dryRun=true&key=" + builtIn, JSON, document).expect(409);
        }
    }

    @Test
    void what_patching_refuses_a_preview_refuses_too() {
        String document = paths("\"/a\":{\"get\":{}}");
        send("?dryRun=true&key=" + unique("a") + "&audience=none", JSON, document)
                .expect(422, "audience");
        send("?dryRun=true&key=" + unique("a") + "&name=" + "n".repeat(201), JSON, document)
                .expect(422, "name");
        send("?dryRun=true&key=Not-A-Key", JSON, document).expect(422, "key");
    }

    @Test
    void the_catalogue_is_not_for_tenants_or_readers_to_import_into() {
        for (String caller : List.of("acme", "reader")) {
            for (String query : List.of("", "?dryRun=true")) {
                TestService.send(TestService.request(caller, "/apis/import" + query)
                                .header("Content-Type", JSON)
                                .POST(BodyPublishers.ofString(paths("\"/a\":{\"get\":{}}"))))
                        .expect(403);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.example.com|/a",
                "https://api.example.com/|/a",
                "https://api.example.com/v1|/v1/a",
                "https://api.example.com/v1/?x=y#z|/v1/a",
                "//api.example.com/v1|/v1/a",
                "/v1/v2/|/v1/v2/a",
                "/{tenant}/v1|/{tenant}/v1/a",
                "https://{anything}/v1|/v1/a",
                "v1|/a",
                "../v1|/a"
            })
    void the_path_of_the_server_stands_in_front(String url, String path) {
        Reply reply = send(
                        "?dryRun=true",
                        JSON,
                        paths("\"/a\":{\"get\":{}}")
                                .replace("\"paths\"", "\"servers\":[{\"url\":\"" + url + "\"}],\"paths\""))
                .expect(200);
        assertThat(reply.text("/endpoints/0/path")).isEqualTo(path);
        boolean relative = !url.contains("/") || url.startsWith("..");
        assertThat(reply.json().get("warnings").toString().contains("is relative"))
                .isEqualTo(relative);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a/{b}{c}",
                "/a/{b}*",
                "/a/**",
                "/*",
                "/a?b=c",
                "/a#b",
                "/a/%2e%2e/b",
                "/a//b",
                "/a/../b",
                "/./a",
                "/a b",
                "/a/{b:[0-9]+}",
                "/a/{}",
                "/a/{b",
                "a/b",
                "/a/;b",
                "/ä"
            })
    void a_path_that_is_no_template_of_the_catalogue_is_left_out_with_a_warning(String path) {
        Reply reply = send("?dryRun=true", JSON, paths("\"" + path + "\":{\"get\":{}},\"/good\":{\"get\":{}}"))
                .expect(200);
        assertThat(items(reply.json().get("endpoints"))).containsExactly("GET /good READ");
        assertThat(warnings(reply.json()))
                .anySatisfy(text -> assertThat(text).startsWith("paths." + path + ".get: left out, because"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"/a\":{\"get\":{\"x-rekey-access\":\"ADMIN\"}}|paths./a.get.x-rekey-access",
                "\"/a\":{\"get\":{\"x-rekey-access\":[\"READ\"]}}|paths./a.get.x-rekey-access",
                "\"/a\":{\"get\":{\"x-rekey-authority\":7}}|paths./a.get.x-rekey-authority",
                "\"/a\":{\"get\":{\"x-rekey-authority\":\"a b\"}}|paths./a.get",
                "\"/a\":[]|paths./a",
                "\"/a\":{\"get\":[]}|paths./a.get",
                "\"/a\":{\"get\":null}|paths./a.get",
                "\"/a\":{\"get\":{},\"servers\":{}}|paths./a.servers",
                "\"/a\":{\"get\":{\"servers\":[\"x\"]}}|paths./a.get.servers.0",
                "\"/a/{b}\":{\"get\":{}},\"/a/{c}\":{\"get\":{\"x-rekey-access\":\"WRITE\"}}|paths./a/{c}.get",
                "\"/a\":{\"$ref\":\"#/paths/~1a\"}|paths./a.$ref",
                "\"/a\":{\"$ref\":\"#/paths/~1b\"},\"/b\":{\"$ref\":\"#/paths/~1a\"}|paths./a.$ref",
                "\"/a\":{\"$ref\":\"#/components/pathItems/none\"}|paths./a.$ref",
                "\"/a\":{\"$ref\":\"#/paths/%zz\"}|paths./a.$ref",
                "|paths",
                "\"/a\":{}|paths",
                "\"/a/**\":{\"get\":{}}|paths"
            })
    void what_is_wrong_with_a_document_is_named(String paths, String place) {
        send("?dryRun=true", JSON, paths(paths == null ? "" : paths)).expect(422, place);
    }

    @Test
    void other_versions_are_refused_by_name() {
        Reply swagger = send(
                        "", JSON, "{\"swagger\":\"2.0\",\"info\":{\"title\":\"t\"},\"paths\":{\"/a\":{\"get\":{}}}}")
                .expect(422, "swagger");
        assertThat(swagger.text("/detail")).contains("Swagger 2.0", "OpenAPI 3.0 or 3.1");
        for (String version : List.of("\"2.0\"", "\"3.2.0\"", "\"4\"", "null", "{}", "\"3.0.0 \\n\"")) {
            send("", JSON, "{\"openapi\":" + version + ",\"info\":{\"title\":\"t\"},\"paths\":{\"/a\":{\"get\":{}}}}")
                    .expect(422, "openapi");
        }
        send("", JSON, "{\"title\":\"anything\"}").expect(422, "openapi");
        send("?dryRun=true", YAML, "openapi: 3.1\ninfo: {title: 2024}\npaths: {/a: {get: }}")
                .expect(422, "paths./a.get");
        send("?dryRun=true", YAML, "openapi: 3.1\ninfo: {title: 2024}\npaths: {/a: {get: {}}, /b: }")
                .expect(200);
    }

    @Test
    void B21_a_title_becomes_a_name_on_one_line_without_what_pasting_brought_along() {
        String key = unique("pasted");
        String title = "\\ufeffTwo\\n lines\\u2028and\\u200b more\\u00a0";
        send(
                        "?key=" + key,
                        JSON,
                        "{\"openapi\":\"3.0.0\",\"info\":{\"title\":\"" + title
                                + "\"},\"paths\":{\"/a\":{\"get\":{}}}}")
                .expect(201);
        assertThat(TestService.lastPayload("api:" + key)).contains("\"Two lines and more\"");
        send(
                        "?key=" + unique("nul"),
                        JSON,
                        "{\"openapi\":\"3.0.0\",\"info\":{\"title\":\"a\\u0008b\"},\"paths\":{\"/a\":{\"get\":{}}}}")
                .expect(422, "name");
    }

    @Test
    void without_a_title_key_and_name_must_be_given() {
        String untitled = "{\"openapi\":\"3.0.0\",\"paths\":{\"/a\":{\"get\":{}}}}";
        send("", JSON, untitled).expect(422, "key");
        send("?key=" + unique("untitled"), JSON, untitled).expect(422, "name");
        send("?dryRun=true&name=n&key=" + unique("untitled"), JSON, untitled).expect(200);
        send("?dryRun=true", JSON, paths("\"/a\":{\"get\":{}}").replace("Title", "資産目録"))
                .expect(422, "key");
        assertThat(send("?dryRun=true", JSON, paths("\"/a\":{\"get\":{}}").replace("Title", " -Ä & b_C! "))
                        .expect(200)
                        .text("/key"))
                .isEqualTo("a-b-c");
        assertThat(send("?dryRun=true", JSON, paths("\"/a\":{\"get\":{}}").replace("Title", "x ".repeat(80)))
                        .expect(200)
                        .text("/key"))
                .hasSize(63);
    }

    @Test
    void only_documents_are_read_and_a_flag_is_a_flag() {
        String document = paths("\"/a\":{\"get\":{}}");
        send("", "text/plain", document).expect(415);
        send("", JSON + "; charset=utf-16", document).expect(415);
        send("", YAML, document, "Content-Encoding", "gzip").expect(415);
        for (String flag : List.of("yes", "TRUE", "1", "")) {
            send("?dryRun=" + flag, JSON, document).expect(400, "dryRun");
        }
        send("", JSON, "").expect(400);
        send("", JSON, "openapi: 3.0.0").expect(400);
    }

    @Test
    void access_is_still_granted_by_patching() {
        String key = unique("patched");
        send("?key=" + key, JSON, paths("\"/a\":{\"get\":{},\"post\":{}}")).expect(201);
        patch("admin", "/apis/" + key, "{\"endpoints\":[],\"access\":[\"READ\"]}")
                .expect(204);
        assertThat(definition(key).access()).containsExactly(AccessLevel.READ);
    }

    static Reply send(String query, String type, String document, String... headers) {
        return TestService.send(TestService.request("admin", "/apis/import" + query, headers)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(document)));
    }

    static String paths(String paths) {
        return "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"Title\",\"version\":\"1\"},\"paths\":{" + paths + "}}";
    }

    private static String document(String name) {
        try (InputStream stream = OpenApiImportIT.class.getResourceAsStream("/openapi/" + name)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> items(JsonNode endpoints) {
        return endpoints
                .valueStream()
                .map(item -> item.valueStream().map(JsonNode::asString).collect(Collectors.joining(" ")))
                .toList();
    }

    private static List<String> warnings(JsonNode json) {
        return json.get("warnings").valueStream().map(JsonNode::asString).toList();
    }

    private static ApiDefinition definition(String key) {
        return bean(Commits.class)
                .inOneTransaction(Provenance.process("test"), dispatch -> bean(Aggregates.class)
                        .load(Api.class, "api:" + key)
                        .now()
                        .definition())
                .result();
    }
}
