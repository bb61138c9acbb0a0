package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;

/** The application with a database role of its own, the log with another. */
class RolesIT {

    private static final TestApplication application = start();

    private static TestApplication start() {
        EmbeddedDatabase.execute("create role rekey_app login password 'app'");
        EmbeddedDatabase.execute("create role rekey_owner login createrole password 'owner'");
        String url = EmbeddedDatabase.freshUrl();
        String database = url.replaceAll(".*/([^?]+).*", "$1");
        EmbeddedDatabase.execute("alter database " + database + " owner to rekey_owner");
        Map<String, Object> properties =
                new HashMap<>(EmbeddedDatabase.properties(url.replaceAll("\\?.*", ""), "rekey_app", "app"));
        properties.put("rekey.database.owner.username", "rekey_owner");
        properties.put("rekey.database.owner.password", "owner");
        return TestApplication.start(properties);
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void the_application_appends_and_projects() {
        application.create("counter:roles");
        long position = application.count("counter:roles");

        assertThat(application.seen(position)).isTrue();
        assertThat(application.counted("counter:roles")).isEqualTo(1);
    }

    @Test
    void the_application_cannot_change_the_log_nor_what_guards_it() {
        application.create("counter:guarded");
        for (String change : List.of(
                "update eventstore.event set payload = '{}'",
                "delete from eventstore.event",
                "truncate eventstore.event",
                "drop table eventstore.event",
                "alter table eventstore.event disable trigger all",
                "create table eventstore.other (id int)",
                "delete from eventstore.migration")) {
            assertThatThrownBy(() -> application.jdbc().sql(change).update())
                    .as(change)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }
}
