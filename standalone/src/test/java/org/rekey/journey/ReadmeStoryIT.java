package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The story that the README tells in curl, executed to the letter. */
class ReadmeStoryIT {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern BLOCK = Pattern.compile("```bash story\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXPECTATION = Pattern.compile("(?m)^(.*?)\\s+# => (.*)$");

    @Test
    void the_story_in_the_readme_happens_as_told() throws Exception {
        Process bash = new ProcessBuilder("bash", "-c", script())
                .directory(RunningRekey.shared().workingDirectory().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as(output).isZero();
        assertThat(output).contains("told to the end");
    }

    private static String script() throws IOException {
        StringBuilder script = new StringBuilder("set -eu -o pipefail\n");
        int expectations = 0;
        Matcher blocks = BLOCK.matcher(Files.readString(README));
        while (blocks.find()) {
            Matcher lines = EXPECTATION.matcher(blocks.group(1));
            expectations += (int) EXPECTATION.matcher(blocks.group(1)).results().count();
            script.append(lines.replaceAll(line -> Matcher.quoteReplacement(checked(line.group(1), line.group(2)))));
        }
        assertThat(expectations)
                .as("lines of the story that say what they print")
                .isGreaterThan(10);
        return script.append("\necho told to the end\n").toString();
    }

    private static String checked(String command, String expected) {
        return "printed=$(" + command + ")\n"
                + "case \"$printed\" in *'" + expected + "'*) ;; *)"
                + " echo '" + command.replace("'", "'\\''") + "' printed \"$printed\"; exit 1;; esac";
    }
}
