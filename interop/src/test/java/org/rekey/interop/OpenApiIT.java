package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/openapi.yaml}, linted by Redocly. That it says what the server does is tested in standalone. */
class OpenApiIT {

    static final Path DOCUMENT = Path.of("..", "docs", "openapi.yaml").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void the_document_has_no_lint() {
        assertThatCode(() -> lint(DOCUMENT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operationId: issueToken | operationId: revokeToken | operation-operationId-unique",
                "clientId: '106', outcome: deleted | clientId: 106, outcome: deleted | no-invalid-media-type-examples",
                "'#/components/schemas/Token' | '#/components/schemas/Tocken' | no-unresolved-refs",
                "tags: [Authentication] | tags: [Authentification] | operation-tag-defined",
                "{id}/rotate: | {name}/rotate: | path-parameters-defined",
                "responses/Forbidden' | responses/NotFound' | responses/Forbidden is never used",
            })
    void the_linter_finds_what_is_wrong(String right, String wrong, String finding) throws IOException {
        String text = Files.readString(DOCUMENT);
        Path changed = Files.writeString(directory.resolve("openapi.yaml"), text.replace(right, wrong));

        assertThatThrownBy(() -> lint(changed)).hasMessageContaining(finding);
    }

    private static void lint(Path document) {
        Node.run(Map.of(), "lint-openapi.js", document.toString());
    }
}
