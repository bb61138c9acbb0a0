package org.rekey.command.directory;

import java.util.Collection;
import java.util.List;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.alert.AllowedDomains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which clients tell whom before a secret expires, and whether that reaches anybody. */
@Component
public class AlertedClients {

    private static final int MOST_SHOWN = 200;

    private final JdbcClient jdbc;
    private final AllowedDomains allowed;

    AlertedClients(JdbcClient jdbc, AllowedDomains allowed) {
        this.jdbc = jdbc;
        this.allowed = allowed;
    }

    /**
     * @param items by name
     * @param more how many are not among the items
     */
    public record Some(List<Item> items, long more) {}

    /** @param emails those meant */
    public record Item(String clientId, String name, List<String> emails) {}

    /** Those that tell somebody at one of these domains. */
    public Some at(Collection<String> domains) {
        long[] total = {0};
        List<Item> items = jdbc.sql("""
                select c.client_id, c.name, count(*) over () as total,
                    array_agg(substr(a.recipient, length('email:') + 1) order by a.recipient) as emails
                from command_directory.alerted a
                join command_directory.client c on c.client_id = a.client_id
                where a.domain = any(:domains)
                group by c.client_id, c.name
                order by c.name, c.client_id
                limit :most""")
                .param("domains", domains.toArray(String[]::new))
                .param("most", MOST_SHOWN)
                .query((row, index) -> {
                    total[0] = row.getLong("total");
                    return new Item(row.getString("client_id"), row.getString("name"), List.of((String[])
                            row.getArray("emails").getArray()));
                })
                .list();
        return new Some(items, total[0] - items.size());
    }

    /** Whether there is an address that mail would go to now. */
    public boolean reaches(AlertRecipients recipients) {
        return !recipients.emailsAt(allowed.domains()).isEmpty()
                || jdbc.sql("""
                        select exists (
                            select from command_directory.directory_user
                            where user_id = any(:users) and email is not null and not deactivated)
                        or exists (
                            select from command_directory.directory_member m
                            join command_directory.directory_user u on u.user_id = m.user_id
                            where m.group_id = any(:groups) and u.email is not null and not u.deactivated)""")
                        .param("users", recipients.users().toArray(String[]::new))
                        .param("groups", recipients.groups().toArray(String[]::new))
                        .query(Boolean.class)
                        .single();
    }
}
