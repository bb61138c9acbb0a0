package org.rekey.notifier.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.rekey.notifier.NotifierTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Addresses that a mail server does not know are left alone for some days. */
@Component
class RefusedAddresses {

    private final JdbcClient jdbc;
    private final MailProperties properties;

    RefusedAddresses(JdbcClient jdbc, MailProperties properties, NotifierTables tables) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    void add(Recipient recipient, String answer, Instant now) {
        jdbc.sql(
                        "insert into notifier.refused_address (address, refused_at, answer) values (?, ?, ?)"
                                + " on conflict (address) do update set refused_at = excluded.refused_at, answer = excluded.answer")
                .params(recipient.shown(), now.atOffset(ZoneOffset.UTC), answer)
                .update();
    }

    List<Recipient> among(List<Recipient> recipients, Instant now) {
        List<String> refused = jdbc.sql("select address from notifier.refused_address"
                        + " where address = any(:addresses) and refused_at > :since")
                .param("addresses", recipients.stream().map(Recipient::shown).toArray(String[]::new))
                .param("since", now.minus(properties.retryRefused()).atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
        return recipients.stream().filter(one -> refused.contains(one.shown())).toList();
    }
}
