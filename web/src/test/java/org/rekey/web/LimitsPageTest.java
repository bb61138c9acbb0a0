package org.rekey.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Holds docs/limits.md against the settings. */
class LimitsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "limits.md");
    private static final Pattern ROW = Pattern.compile("\\| `(rekey\\.http\\.[a-z.-]+)` \\| ([^ |]+) \\|.*");

    @Test
    void the_page_lists_every_limit_with_its_default_and_no_other() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1) + "=" + row.group(2))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        settings("rekey.http", HttpProperties.class).toList());
    }

    private static Stream<String> settings(String prefix, Class<?> type) {
        Parameter[] components = type.getDeclaredConstructors()[0].getParameters();
        return Arrays.stream(components)
                .flatMap(component -> component.getType().isRecord()
                        ? settings(prefix + "." + component.getName(), component.getType())
                        : Stream.of(prefix + "." + kebab(component.getName()) + "="
                                + component.getAnnotation(DefaultValue.class).value()[0]));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
