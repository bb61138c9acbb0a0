package org.rekey.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script of src/test/js with the packages that tools.sh has put beside it. */
final class Node {

    private static final Path SCRIPTS = Path.of("target", "js");

    private Node() {}

    /** The names that a script prints when it is not given one. */
    static List<String> flows(String script) {
        return run(Map.of(), script).lines().toList();
    }

    /** What it printed. A script that fails, fails the test with everything that it said. */
    static String run(Map<String, String> environment, String... command) {
        try {
            List<String> line = new ArrayList<>(List.of("node"));
            line.addAll(List.of(command));
            // Into a file: a script that hangs would hold who reads its output for ever.
            Path output = Files.createTempFile(SCRIPTS, "node", ".log");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(SCRIPTS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", line) + "\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
