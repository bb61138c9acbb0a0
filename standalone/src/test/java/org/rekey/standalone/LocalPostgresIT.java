package org.rekey.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalPostgresIT {

    private final Path directory;

    LocalPostgresIT(@TempDir Path shared) {
        this.directory = shared.resolve("data");
    }

    @Test
    void a_row_is_there_after_its_jvm_was_killed() throws Exception {
        try (ChildJvm child = ChildJvm.writing(directory, "killed")) {
            child.awaitLine("written");
            child.kill();
        }
        assertThat(query("select count(*) from killed")).isEqualTo("1");
    }

    @Test
    void a_server_that_outlived_its_jvm_is_stopped_by_the_next_start() throws Exception {
        ProcessHandle postmaster;
        try (ChildJvm child = ChildJvm.writing(directory, "outlived")) {
            child.awaitLine("written");
            postmaster = postmaster();
            child.killOrphanGuard();
            child.kill();
        }
        assertThat(postmaster.isAlive()).isTrue();
        assertThat(query("select count(*) from outlived")).isEqualTo("1");
        awaitEnd(postmaster);
    }

    @Test
    void a_row_is_there_after_the_server_was_killed_too() throws Exception {
        try (ChildJvm child = ChildJvm.writing(directory, "crashed")) {
            child.awaitLine("written");
            child.killOrphanGuard();
            postmaster().destroyForcibly();
            child.kill();
        }
        assertThat(query("select count(*) from crashed")).isEqualTo("1");
    }

    @Test
    void a_server_whose_jvm_was_killed_stops_by_itself() throws Exception {
        try (ChildJvm child = ChildJvm.writing(directory, "orphaned")) {
            child.awaitLine("written");
            ProcessHandle postmaster = postmaster();
            child.kill();
            awaitEnd(postmaster);
        }
    }

    @Test
    void a_second_jvm_is_refused() throws Exception {
        try (DataDirectory held = DataDirectory.open(directory);
                ChildJvm child = ChildJvm.writing(directory, "refused")) {
            child.awaitLine("is in use by another Rekey (process "
                    + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void a_pid_file_that_names_a_stranger_is_removed_and_the_stranger_lives() throws Exception {
        query("select 1");
        Files.writeString(
                directory.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        assertThat(query("select 1")).isEqualTo("1");
    }

    @Test
    void what_is_committed_is_on_disk() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory);
                LocalPostgres postgres = LocalPostgres.start(data)) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
                assertThat(query(postgres, LocalPostgres.APPLICATION, "show " + setting))
                        .as(setting)
                        .isEqualTo("on");
            }
        }
    }

    @Test
    void the_application_and_the_owner_are_no_superusers_and_only_the_owner_owns() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory);
                LocalPostgres postgres = LocalPostgres.start(data)) {
            String privileges =
                    "select concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, has_database_privilege(current_database(), 'create'),"
                            + " (select datdba = pg_roles.oid from pg_database where datname = current_database()))"
                            + " from pg_roles where rolname = current_user";
            assertThat(query(postgres, LocalPostgres.APPLICATION, privileges)).isEqualTo("f f f t f");
            assertThat(query(postgres, LocalPostgres.OWNER, privileges)).isEqualTo("f f f t t");
        }
    }

    @Test
    void nobody_connects_without_a_password() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory);
                LocalPostgres postgres = LocalPostgres.start(data)) {
            for (String role : LocalPostgres.ROLES) {
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), role, "wrong"))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("28P01"));
            }
        }
    }

    @Test
    void only_its_owner_may_read_the_data_directory() throws Exception {
        query("select 1");
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("postgres"))).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve(PostgresPasswords.FILE))).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("postgres.log"))).isEqualTo("rw-------");
        assertThat(directory.resolve("postgres.password")).doesNotExist();
    }

    @Test
    void a_database_without_its_passwords_is_refused_and_not_replaced() throws Exception {
        query("select 1");
        Path passwords = directory.resolve(PostgresPasswords.FILE);
        Path aside = Files.move(passwords, directory.resolve("aside"));
        assertThatThrownBy(() -> query("select 1"))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("passwords");
        Files.move(aside, passwords);
    }

    private static void awaitEnd(ProcessHandle process) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    private ProcessHandle postmaster() throws Exception {
        String pid =
                Files.readAllLines(directory.resolve("postgres/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private String query(String sql) throws SQLException {
        try (DataDirectory data = DataDirectory.open(directory);
                LocalPostgres postgres = LocalPostgres.start(data)) {
            return query(postgres, LocalPostgres.APPLICATION, sql);
        }
    }

    private static String query(LocalPostgres postgres, String role, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url(), role, postgres.password(role));
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
