package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The configurations of nginx that docs/gateway.md shows: what is documented is what is tested. */
final class GatewayPage {

    private static final Path PAGE = Path.of("..", "docs", "gateway.md");
    private static final Pattern BLOCK = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);
    private static final String ASKING = "location = /_rekey {\n";

    private GatewayPage() {}

    /** @param keepsAnswers with the cache that the page describes further down */
    static String configuration(String rekey, String upstream, String own, boolean keepsAnswers) {
        List<String> blocks = blocks();
        assertThat(blocks)
                .as("a gateway, and two pieces that make it keep answers")
                .hasSize(3);
        String configuration = blocks.get(0);
        if (keepsAnswers) {
            configuration = blocks.get(1) + replaced(configuration, ASKING, ASKING + blocks.get(2));
            configuration = replaced(configuration, "/dev/shm/rekey-check", "cache-" + own.replace(':', '-'));
        }
        configuration = replaced(configuration, "127.0.0.1:8080", rekey);
        configuration = replaced(configuration, "127.0.0.1:9000", upstream);
        return replaced(configuration, "127.0.0.1:8000", own);
    }

    private static List<String> blocks() {
        try {
            return BLOCK.matcher(Files.readString(PAGE))
                    .results()
                    .map(block -> block.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String configuration, String documented, String actual) {
        assertThat(configuration).contains(documented);
        return configuration.replace(documented, actual);
    }
}
