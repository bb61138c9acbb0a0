package org.rekey.standalone;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs initdb and pg_ctl. */
final class PostgresTools {

    private final Path bin;
    private final Path outputs;

    /** @param outputs the folder for what the tools say while they run */
    PostgresTools(Path binaries, Path outputs) {
        this.bin = binaries.resolve("bin");
        this.outputs = outputs;
    }

    static boolean onWindows() {
        return File.separatorChar == '\\';
    }

    void run(String tool, List<String> arguments) {
        List<String> command = new ArrayList<>(asAnOrdinaryUser());
        command.add(bin.resolve(onWindows() ? tool + ".exe" : tool).toString());
        command.addAll(arguments);
        try {
            // A file and not a pipe: on Windows the server inherits it, and a pipe would stay open for as long. Its
            // name is
            // always the same: what a killed JVM has left behind is written over.
            Path output = outputs.resolve(tool + "-" + arguments.get(0).replaceAll("\\W.*", "") + ".out");
            try {
                int exit = run(command, output);
                if (exit != 0) {
                    throw new DataDirectoryException(
                            tool + " failed" + (isRoot() ? ", started as root through unshare" : "") + ": "
                                    + Files.readString(output).strip());
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.get(0), e);
        }
    }

    // PostgreSQL refuses to run as root; in a user namespace without a mapping root is nobody, and still owns its
    // files.
    private static List<String> asAnOrdinaryUser() {
        return isRoot() ? List.of("unshare", "--user") : List.of();
    }

    private static boolean isRoot() {
        return !onWindows() && new UnixSystem().getUid() == 0;
    }
}
