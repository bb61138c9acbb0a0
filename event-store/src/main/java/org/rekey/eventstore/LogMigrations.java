package org.rekey.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Brings the tables of the log up to date, and leaves the application's own role nothing but what it needs. */
final class LogMigrations {

    private static final Logger log = LoggerFactory.getLogger(LogMigrations.class);

    private final DataSource application;
    private final @Nullable DataSource owner;

    LogMigrations(DataSource application, @Nullable String ownerName, @Nullable String ownerPassword) {
        this.application = application;
        this.owner = ownerName == null ? null : new DriverManagerDataSource(url(), ownerName, text(ownerPassword));
    }

    void run() {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(NetworkTimeout.none(owner == null ? application : owner))
                .schemas("eventstore")
                .table("migration")
                .locations("classpath:db/eventstore")
                .load()
                .migrate();
        if (owner == null) {
            log.warn("The application's database role owns the log: it could take the append-only triggers away."
                    + " Set rekey.database.owner.username to a role of its own");
        } else {
            grant(new JdbcTemplate(owner));
        }
    }

    private void grant(JdbcTemplate jdbc) {
        String role = "\"" + name("select current_user").replace("\"", "\"\"") + "\"";
        String database = "\"" + name("select current_database()").replace("\"", "\"\"") + "\"";
        jdbc.execute("grant create on database " + database + " to " + role);
        jdbc.execute("grant usage on schema eventstore, telemetry to " + role);
        jdbc.execute("grant select, insert on eventstore.event, eventstore.installation to " + role);
        jdbc.execute("grant select on eventstore.identity to " + role);
        jdbc.execute("grant select, update on eventstore.clock to " + role);
        jdbc.execute("grant select, insert, update, delete on eventstore.token_entry, eventstore.saga_entry,"
                + " eventstore.association_value_entry, eventstore.lease, telemetry.secret_use to " + role);
    }

    private String name(String sql) {
        String name = new JdbcTemplate(application).queryForObject(sql, String.class);
        return text(name);
    }

    private String url() {
        try (Connection connection = application.getConnection()) {
            return connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no connection to the database", e);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
