package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The Postman collection is what the OpenAPI document makes of it, and newman runs it. */
class PostmanIT {

    private static final Path COLLECTION = Path.of("..", "docs", "postman", "rekey.postman_collection.json");
    private static final Path CANDIDATE =
            Path.of("target", "rekey.postman_collection.json").toAbsolutePath();

    @TempDir
    Path directory;

    @BeforeAll
    static void made_again() {
        Node.run(Map.of(), "postman.js", OpenApiIT.DOCUMENT.toString(), CANDIDATE.toString());
    }

    @Test
    void DV_89_the_collection_is_made_of_the_document() throws IOException {
        assertThat(COLLECTION)
                .as("as it should be, it is in interop/target/" + CANDIDATE.getFileName())
                .exists()
                .content()
                .isEqualTo(Files.readString(CANDIDATE));
    }

    @Test
    void DV_89_authentication_comes_first_and_its_host_is_the_variable_authUrl() throws IOException {
        JsonNode collection = Answer.JSON.readTree(Files.readString(COLLECTION));

        assertThat(collection.at("/item/0/name").asString()).isEqualTo("Authentication");
        assertThat(collection.at("/item/0/item/0/request/url/raw").asString()).isEqualTo("{{authUrl}}/oauth2/token");
        assertThat(collection.path("variable").valueStream().map(variable -> variable.path("key")
                        .asString()))
                .startsWith("authUrl", "baseUrl", "clientId", "clientSecret");
    }

    @Test
    void DV_89_every_request_of_the_collection_answers_as_documented() {
        List<String> sent = newman(COLLECTION.toAbsolutePath()).lines().toList();

        assertThat(sent)
                .hasSizeGreaterThan(25)
                .startsWith("issueToken 200")
                .contains("createClient 201", "deleteClient 204");
    }

    @Test
    void a_request_that_is_not_answered_as_documented_fails_the_run() throws IOException {
        String collection = Files.readString(COLLECTION).replace("oneOf([201])", "oneOf([299])");
        Path changed = Files.writeString(directory.resolve("changed.json"), collection);

        assertThatThrownBy(() -> newman(changed)).hasMessageContaining("expected 201 to be one of [ 299 ]");
    }

    private static String newman(Path collection) {
        RekeyJar rekey = RekeyJar.shared();
        return Node.run(
                Map.of(
                        "REKEY_URL", rekey.url(),
                        "CLIENT_ID", rekey.administrator().id(),
                        "CLIENT_SECRET", rekey.administrator().secret()),
                "newman.js",
                collection.toString());
    }
}
