package org.rekey.standalone;

import static org.rekey.standalone.LocalPostgres.APPLICATION;
import static org.rekey.standalone.LocalPostgres.DATABASE;
import static org.rekey.standalone.LocalPostgres.OWNER;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** The owner of the database, who migrates it, and the application, who may not rewrite the log. Neither is a superuser. */
final class LocalRoles {

    private LocalRoles() {}

    static void ensure(DataSource superuser, PostgresPasswords passwords) throws SQLException {
        try (Connection connection = superuser.getConnection()) {
            for (String role : List.of(OWNER, APPLICATION)) {
                if (isMissing(connection, "select from pg_roles where rolname = ?", role)) {
                    create(connection, role, passwords.of(role));
                }
            }
            if (isMissing(connection, "select from pg_database where datname = ?", DATABASE)) {
                execute(connection, "create database " + DATABASE + " owner " + OWNER);
            }
            execute(connection, "revoke all on database " + DATABASE + " from public");
            execute(connection, "grant connect, create on database " + DATABASE + " to " + APPLICATION);
        }
    }

    // One transaction: a role without its password would lock the next start out.
    private static void create(Connection connection, String role, String password) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "create role " + role + " login");
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static boolean isMissing(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return !found.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
