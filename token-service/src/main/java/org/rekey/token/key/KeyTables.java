package org.rekey.token.key;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.rekey.eventstore.NetworkTimeout;

/** The tables of this service that are not folded from the log. What uses them depends on this. */
public final class KeyTables {

    private KeyTables() {}

    public static KeyTables migrate(DataSource dataSource) {
        Flyway.configure(KeyTables.class.getClassLoader())
                .dataSource(NetworkTimeout.none(dataSource))
                .schemas("token")
                .table("migration")
                .locations("classpath:db/token-service")
                .load()
                .migrate();
        return new KeyTables();
    }
}
