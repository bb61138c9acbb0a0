package org.rekey.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that starts PostgreSQL, writes a row into a new table, says so and waits to be killed. */
final class ChildJvm implements AutoCloseable {

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    static ChildJvm writing(Path directory, String table) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ChildJvm(new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildJvm.class.getName(),
                        directory.toString(),
                        table)
                .redirectErrorStream(true)
                .start());
    }

    void awaitLine(String part) throws IOException {
        BufferedReader output = process.inputReader();
        List<String> seen = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(part)) {
                return;
            }
            seen.add(line);
        }
        throw new AssertionError("never said '" + part + "' but " + String.join("\n", seen));
    }

    void killOrphanGuard() {
        process.children().forEach(ProcessHandle::destroyForcibly);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(DataDirectory.open(Path.of(args[0])))) {
            String role = LocalPostgres.APPLICATION;
            try (Connection connection = DriverManager.getConnection(postgres.url(), role, postgres.password(role));
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema if not exists rekey");
                statement.execute("create table " + args[1] + " (written int)");
                statement.execute("insert into " + args[1] + " values (1)");
            }
            System.out.println("written");
            Thread.currentThread().join();
        }
    }
}
