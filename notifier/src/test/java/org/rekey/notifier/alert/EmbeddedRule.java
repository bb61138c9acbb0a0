package org.rekey.notifier.alert;

import org.rekey.notifier.TestNotifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has the database refuse to take an event, as one does that dies at this moment. */
final class EmbeddedRule {

    private EmbeddedRule() {}

    static void refuse(TestNotifier notifier, String event) {
        JdbcClient jdbc = notifier.bean(JdbcClient.class);
        jdbc.sql("create function refuse() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'refused by the test'; end $$")
                .update();
        jdbc.sql("create trigger refuse before insert on eventstore.event for each row when (new.payload_type = '"
                        + event + "') execute function refuse()")
                .update();
    }

    static void allow(TestNotifier notifier) {
        notifier.bean(JdbcClient.class)
                .sql("drop trigger refuse on eventstore.event")
                .update();
    }
}
