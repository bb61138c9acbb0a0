package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.OpenApiImportIT.paths;
import static org.rekey.command.OpenApiImportIT.send;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Documents that want more than to be read. Each is answered, and none with a 5xx. */
class HostileDocumentsIT {

    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";
    private static final String HEAD = "openapi: 3.0.0\ninfo: {title: t, version: '1'}\n";
    private static final String CALL = "paths: {/a: {get: {}}}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"paths\":{\"/a\":{\"$ref\":\"URL\"}}}",
                "{\"paths\":{\"/a\":{\"get\":{\"parameters\":[{\"$ref\":\"URL#/x\"}]}}}}",
                "{\"paths\":{\"/a\":{\"get\":{\"responses\":{\"200\":{\"$ref\":\"URL\"}}}}}}",
                "{\"paths\":{\"/a\":{\"get\":{}}},\"components\":{\"schemas\":{\"S\":{\"allOf\":[{\"$ref\":\"URL\"}]}}}}",
                "{\"paths\":{\"/a\":{\"get\":{}}},\"components\":{\"examples\":{\"E\":{\"$ref\":\"URL\"}}}}"
            })
    void a_reference_to_elsewhere_is_refused_and_not_followed(String document) throws IOException {
        try (Listener listener = new Listener()) {
            for (String url : new String[] {
                listener.url(),
                listener.url().replace("http:", ""),
                "./other.yaml",
                "other.yaml#/components",
                "file:///etc/passwd",
                "jar:" + listener.url() + "!/x",
                "classpath:application.yml"
            }) {
                Reply reply =
                        send("", JSON, whole(document.replace("URL", url))).expect(422);
                assertThat(reply.text("/errors/0/field")).endsWith("$ref");
                assertThat(reply.text("/detail")).contains("nothing is fetched");
            }
            assertThat(listener.isUntouched()).isTrue();
        }
    }

    @Test
    void other_addresses_in_a_document_are_not_looked_at() throws IOException {
        try (Listener listener = new Listener()) {
            String document = "{\"openapi\":\"3.1.0\",\"jsonSchemaDialect\":\"URL\",\"$schema\":\"URL\","
                    + "\"info\":{\"title\":\"t\",\"version\":\"1\",\"termsOfService\":\"URL\",\"contact\":{\"url\":\"URL\"},"
                    + "\"license\":{\"name\":\"n\",\"url\":\"URL\"}},\"servers\":[{\"url\":\"URL\"}],"
                    + "\"externalDocs\":{\"url\":\"URL\"},"
                    + "\"paths\":{\"/a\":{\"get\":{\"externalDocs\":{\"url\":\"URL\"},\"responses\":{\"200\":{"
                    + "\"description\":\"d\",\"links\":{\"l\":{\"operationRef\":\"URL\"}},\"content\":{\"a/b\":{"
                    + "\"examples\":{\"e\":{\"externalValue\":\"URL\"},\"f\":{\"value\":{\"$ref\":\"URL\"}}}}}}}}}},"
                    + "\"components\":{\"schemas\":{\"S\":{\"$id\":\"URL\",\"$schema\":\"URL\",\"$dynamicRef\":\"URL\","
                    + "\"discriminator\":{\"propertyName\":\"p\",\"mapping\":{\"m\":\"URL\"}}}},"
                    + "\"securitySchemes\":{\"s\":{\"type\":\"openIdConnect\",\"openIdConnectUrl\":\"URL\"}}}}";
            send("?dryRun=true", JSON, document.replace("URL", listener.url())).expect(200);
            String dtd = "<!DOCTYPE x SYSTEM \"" + listener.url() + "\"><x/>";
            send("", YAML, dtd).expect(400);
            assertThat(listener.isUntouched()).isTrue();
        }
    }

    /** Counts who knocks. */
    private static final class Listener implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Listener() throws IOException {}

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/openapi.json";
        }

        /** Connections are accepted in order: the first one is that of this method, unless there was another. */
        boolean isUntouched() throws IOException {
            try (Socket own = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket first = server.accept()) {
                return first.getPort() == own.getLocalPort();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void a_document_of_more_than_1_MiB_is_413() {
        String filler = " ".repeat(1024 * 1024);
        send("", JSON, paths("\"/a\":{\"get\":{}}") + filler).expect(413);
        send("", YAML, HEAD + CALL + "#" + filler).expect(413);
        String document = paths("\"/a\":{\"get\":{}}");
        send("?dryRun=true", JSON, document + filler.substring(document.length()))
                .expect(200);
    }

    @Test
    void aliases_that_unfold_to_too_much_are_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 18; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(9)).append("x]\n");
        }
        send("", YAML, HEAD + CALL + bomb).expect(400);
        String merges = "m0: &m0 {" + repeat(1000, i -> "k" + i + ": v", ", ") + "}\n"
                + repeat(150, i -> "m" + (i + 1) + ": {<<: [" + repeat(100, j -> "*m0", ",") + "]}", "\n");
        send("", YAML, HEAD + CALL + merges).expect(400);
        send("", YAML, HEAD + CALL + "loop: &loop [*loop]").expect(400);
        send("", YAML, HEAD + CALL + "loop: &loop {<<: *loop}").expect(400);
        send("", YAML, HEAD + CALL + "loop: &loop {<<: [*loop, *loop], a: *loop}")
                .expect(400);
        send("", YAML, HEAD + CALL + "loop: {<<: &loop [*loop, *loop]}").expect(400);
        send("", YAML, HEAD + CALL + "loop: &loop\n  again: *loop").expect(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1/\"]]",
                "x: !!java.lang.String y",
                "x: !own y",
                "x: !!binary aGFsbG8=",
                "x: !!timestamp 2026-01-01",
                "x: [",
                "x: 'y",
                "paths: {}",
                "? [a, b]: c",
                "x: *nothing",
                "--- {}",
                "%YAML 9.9",
                "<<: text"
            })
    void a_document_that_is_not_plain_yaml_is_400(String more) {
        Reply reply = send("", YAML, HEAD + CALL + more).expect(400);
        assertThat(reply.http().body()).doesNotContain("snakeyaml", "Exception");
    }

    @Test
    void aliases_that_only_save_writing_are_followed() {
        String paths = "x-answers: &answers {'200': {description: fine}}\npaths:\n"
                + repeat(1500, i -> "  /a" + i + ": {get: {responses: *answers}}", "\n");
        send("?dryRun=true", YAML, HEAD + paths).expect(200);
    }

    @Test
    void text_that_cannot_be_kept_is_refused() {
        for (String title : new String[] {"\\0", "\\ud800", "\\x00"}) {
            send("?key=text", YAML, "openapi: 3.0.0\ninfo: {title: \"a" + title + "\"}\n" + CALL)
                    .expect(422, "name");
        }
    }

    @Test
    void the_place_of_a_mistake_in_the_text_is_told() {
        assertThat(send("", YAML, HEAD + CALL + "x: [").expect(400).text("/detail"))
                .contains("line 4");
        assertThat(send("", YAML, HEAD + CALL + "paths: {}").expect(400).text("/detail"))
                .contains("twice", "line 4, column 1");
        assertThat(send("", JSON, "{\n\"openapi\":}").expect(400).text("/detail"))
                .contains("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "- ", "[{a: "})
    void a_deep_document_is_400(String open) {
        send("", JSON, whole("{\"x\":" + open.repeat(100_000))).expect(400);
        send("", YAML, HEAD + CALL + "x: " + open.repeat(100_000)).expect(400);
    }

    @Test
    void numbers_and_names_of_any_length_are_taken_for_what_they_are() {
        String digits = "9".repeat(900_000);
        send("", JSON, whole("{\"paths\":{\"/a\":{\"get\":{}}},\"x\":" + digits + "}"))
                .expect(400);
        send("", JSON, whole("{\"paths\":{\"/a\":{\"get\":{}}},\"" + digits + "\":1}"))
                .expect(400);
        send("?dryRun=true", YAML, HEAD + CALL + "x: " + digits).expect(200);
        send("?dryRun=true", YAML, HEAD + CALL + "x: " + "1:".repeat(400_000) + "1")
                .expect(200);
        send("?dryRun=true", YAML, HEAD + CALL + "x: 1e999999999").expect(200);
        send("", YAML, HEAD + CALL + "? " + digits + "\n: 1").expect(400);
    }

    @Test
    void what_costs_others_the_square_of_its_size_is_answered() {
        String names = repeat(40_000, i -> "\"e" + i + "\"", ",");
        String schema =
                "{\"required\":[" + names + "],\"properties\":{" + repeat(20_000, i -> "\"e" + i + "\":{}", ",") + "}}";
        notWarned(send(
                        "?dryRun=true",
                        JSON,
                        whole("{\"paths\":{\"/a\":{\"get\":{}}},\"components\":{\"schemas\":{\"S\":" + schema + "}}}"))
                .expect(200)
                .json()
                .get("warnings"));
        String parameters = repeat(15_000, i -> "{\"name\":\"q" + i + "\",\"in\":\"path\"}", ",");
        notWarned(send(
                        "?dryRun=true",
                        JSON,
                        paths("\"" + repeat(80, i -> "/{p" + i + "}", "") + "\":{\"get\":{\"parameters\":[" + parameters
                                + "]}}"))
                .expect(200)
                .json()
                .get("warnings"));
        String variables = repeat(30_000, i -> "\"v" + i + "\":{\"default\":\"{v" + (i + 1) + "}\"}", ",");
        notWarned(send(
                        "?dryRun=true",
                        JSON,
                        whole("{\"paths\":{\"/a\":{\"get\":{}}},\"servers\":[{\"url\":\"/{v1}\",\"variables\":{"
                                + variables + "}}]}"))
                .expect(200)
                .json()
                .get("warnings"));
    }

    private static void notWarned(JsonNode warnings) {
        assertThat(warnings).isEmpty();
    }

    @Test
    void more_than_2000_operations_are_refused() {
        send("", JSON, paths(repeat(2001, i -> "\"/a" + i + "\":{\"get\":{}}", ",")))
                .expect(422, "paths");
        send(
                        "",
                        JSON,
                        paths("\"/x\":{\"get\":{},\"put\":{}},"
                                + repeat(20_000, i -> "\"/a" + i + "\":{\"$ref\":\"#/paths/~1x\"}", ",")))
                .expect(422, "paths");
        send("?dryRun=true", JSON, paths(repeat(2000, i -> "\"/a" + i + "\":{\"get\":{}}", ",")))
                .expect(200);
    }

    @Test
    void warnings_are_few_and_short_whatever_the_document() {
        Reply reply = send(
                        "?dryRun=true",
                        JSON,
                        paths("\"/good\":{\"get\":{}},"
                                + repeat(
                                        3000, i -> "\"/a*" + i + "\\u0007" + "x".repeat(200) + "\":{\"get\":{}}", ",")))
                .expect(200);
        assertThat(reply.json().get("warnings")).hasSize(51).allSatisfy(warning -> assertThat(warning.asString())
                .hasSizeLessThan(210)
                .doesNotContain("\u0007"));
        assertThat(reply.text("/warnings/50")).isEqualTo("and 2950 more");
    }

    @Test
    void long_servers_are_refused() {
        String host = "h".repeat(600);
        send("", JSON, whole("{\"servers\":[{\"url\":\"http://" + host + "/\"}],\"paths\":{\"/a\":{\"get\":{}}}}"))
                .expect(422, "servers.0.url");
        send(
                        "",
                        JSON,
                        whole("{\"servers\":[{\"url\":\"{v}{v}{v}\",\"variables\":{\"v\":{\"default\":\"" + host
                                + "\"}}}],\"paths\":{\"/a\":{\"get\":{}}}}"))
                .expect(422);
    }

    private static String whole(String document) {
        return "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"}," + document.substring(1);
    }

    private static String repeat(int times, IntFunction<String> part, String between) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining(between));
    }
}
