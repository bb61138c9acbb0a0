package org.rekey.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL server for one JVM, its data kept in the data directory. */
final class LocalPostgres implements AutoCloseable {

    static final String DATABASE = "rekey";
    static final String SUPERUSER = "postgres";
    static final String OWNER = "rekey_owner";
    static final String APPLICATION = "rekey";
    static final List<String> ROLES = List.of(SUPERUSER, OWNER, APPLICATION);

    private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String CLUSTER = "postgres";

    private final PostgresPasswords passwords;
    private final PostmasterWatch postmaster;
    private final int port;

    private LocalPostgres(PostgresPasswords passwords, PostmasterWatch postmaster, int port) {
        this.passwords = passwords;
        this.postmaster = postmaster;
        this.port = port;
    }

    static LocalPostgres start(DataDirectory data) {
        return start(data, PostmasterWatch::endProcess);
    }

    /** @param lost what is to be done when it has ended and cannot be started again */
    static LocalPostgres start(DataDirectory data, Runnable lost) {
        Path cluster = data.path(CLUSTER);
        refuseWithoutPasswords(data, cluster);
        PostgresPasswords passwords = PostgresPasswords.keptIn(data);
        PostgresTools tools = new PostgresTools(PostgresBinaries.unpackedIn(data), data.path(""));
        Postmaster postmaster = new Postmaster(data, tools, cluster);
        postmaster.stopWhatWasLeftBehind();
        if (!Files.isDirectory(cluster)) {
            create(cluster, data, passwords, tools);
        }
        int port = postmaster.start();
        LocalPostgres postgres =
                new LocalPostgres(passwords, PostmasterWatch.start(postmaster, port, data.path(""), lost), port);
        try {
            LocalRoles.ensure(postgres.as(SUPERUSER, "postgres"), passwords);
            postgres.endLeases();
        } catch (SQLException e) {
            postgres.close();
            throw new DataDirectoryException("The roles of " + cluster + " cannot be set up: " + e.getMessage(), e);
        }
        return postgres;
    }

    /** Whoever had one has ended with the server that ran before. */
    private void endLeases() throws SQLException {
        try (Connection connection = as(SUPERUSER, DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin if to_regclass('eventstore.lease') is not null then"
                    + " delete from eventstore.lease; end if; end $$");
        }
    }

    /** What is called again and again while the server is watched. */
    void eachLook(Runnable called) {
        postmaster.eachLook(called);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    String password(String role) {
        return passwords.of(role);
    }

    @Override
    public void close() {
        postmaster.close();
    }

    private PGSimpleDataSource as(String role, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setPassword(passwords.of(role));
        return source;
    }

    private static void refuseWithoutPasswords(DataDirectory data, Path cluster) {
        if (Files.isDirectory(cluster) && data.read(PostgresPasswords.FILE).isEmpty()) {
            throw new DataDirectoryException(
                    cluster + " is a database, but its passwords (" + PostgresPasswords.FILE + ") are gone");
        }
    }

    // In a folder of another name first: a start that was killed half way leaves nothing that looks like a database.
    private static void create(Path cluster, DataDirectory data, PostgresPasswords passwords, PostgresTools tools) {
        log.info("Creating the database in {}", cluster);
        Path draft = data.path(CLUSTER + ".tmp");
        Path password = data.path(CLUSTER + ".password");
        try {
            FileSystemUtils.deleteRecursively(draft);
            data.write(password.getFileName().toString(), passwords.of(SUPERUSER));
            tools.run(
                    "initdb",
                    List.of(
                            "--pgdata=" + draft,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--data-checksums",
                            "--encoding=UTF8",
                            "--no-locale",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--set=timezone=UTC",
                            "--set=log_timezone=UTC",
                            "--set=log_checkpoints=off",
                            "--set=unix_socket_directories="));
            Files.move(draft, cluster);
            Files.delete(password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
