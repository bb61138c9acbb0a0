package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README and the pages for who comes from elsewhere tell in curl, executed to the letter on a fresh installation. */
class StoriesIT {

    private static final Path README = Path.of("..", "README.md");
    private static final Path VENDORS = Path.of("..", "docs", "vendors");
    static final RekeyJar REKEY = RekeyJar.start();
    private static final Gateway GATEWAY = Gateway.before(REKEY);

    @Test
    void the_story_in_the_readme_happens_as_told() throws Exception {
        tell(Story.on(README), RekeyJar.start("--rekey.demo.clock=true", "--server.address=127.0.0.1"));
    }

    @Test
    void DV_01_DV_79_DV_82_DV_86_DV_87_who_comes_from_DvSum_gets_on_as_told() throws Exception {
        tell(page("dvsum.md"));
    }

    @Test
    void DI_09_DI_12_DI_13_DI_15_DI_16_who_comes_from_d_vinci_gets_on_as_told() throws Exception {
        tell(page("dvinci.md"));
    }

    @Test
    void OS_04_OS_05_OS_10_OS_19_OS_20_who_comes_from_OSIGU_gets_on_as_told() throws Exception {
        tell(page("osigu.md"));
    }

    @Test
    void DE_02_DE_03_DE_04_DE_08_who_comes_from_Devensoft_gets_on_as_told() throws Exception {
        tell(page("devensoft.md"));
    }

    @Test
    void DC_01_DC_02_DC_03_DC_08_DC_14_DC_18_who_comes_from_DealCloud_gets_on_as_told() throws Exception {
        tell(page("dealcloud.md"));
    }

    @Test
    void keys_bound_tokens_and_tokens_for_one_API_work_as_told() throws Exception {
        tell(Story.on(README.resolveSibling(Path.of("docs", "stronger-clients.md")))
                .after(Story.on(README), 1));
    }

    @Test
    void every_page_is_told() throws IOException {
        try (Stream<Path> pages = Files.list(VENDORS)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrder("dvsum.md", "dvinci.md", "osigu.md", "devensoft.md", "dealcloud.md");
        }
    }

    /** What each page calls "as in the README": its first block. */
    private static Story page(String name) throws IOException {
        return Story.on(VENDORS.resolve(name)).after(Story.on(README), 1);
    }

    private static void tell(Story story) throws Exception {
        tell(story, REKEY);
    }

    private static void tell(Story story, RekeyJar rekey) throws Exception {
        assertThat(story.expectations()).isGreaterThan(5);
        String output = output(story.script(), rekey);
        assertThat(output).contains("told to the end");
    }

    private static String output(String script, RekeyJar rekey) throws Exception {
        Path directory = rekey.workingDirectory();
        Files.writeString(directory.resolve(".curlrc"), "silent\nshow-error\n");
        Path output = Files.createTempFile(directory, "story", ".txt");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(Map.of("gateway", GATEWAY.url(), "CURL_HOME", directory.toString()));
        Process process = bash.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    @Test
    void a_story_that_prints_something_else_is_not_told_to_the_end() throws Exception {
        String told = IntStream.range(0, 3)
                .mapToObj(i -> "echo " + i + " # => " + i + "\n")
                .reduce("", String::concat);

        assertThat(output(new Story(List.of(told)).script(), REKEY)).contains("told to the end");
        assertThat(output(new Story(List.of(told + "echo 'a\nb' \\\n  c # => b c\n# => a\n# => d\n")).script(), REKEY))
                .contains("should have printed")
                .doesNotContain("told to the end");
        assertThat(output(new Story(List.of(told + "false\n")).script(), REKEY)).doesNotContain("told to the end");
    }
}
