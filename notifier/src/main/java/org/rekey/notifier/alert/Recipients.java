package org.rekey.notifier.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.BuiltInApis;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is told, as the directory is when the mail is sent. */
@Component
class Recipients {

    private final JdbcClient jdbc;

    Recipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Those who are named for this client, and the user whose own credentials these are. Addresses outside only where mail may
     * go by now; those of people in the directory wherever they are.
     */
    List<Recipient> of(Situation client) {
        AlertRecipients alerts = client.alerts();
        List<String> users = new ArrayList<>(alerts.users());
        if (client.ofUser() && client.owner() != null) {
            users.add(client.owner());
        }
        List<Recipient> all = new ArrayList<>();
        if (!users.isEmpty() || !alerts.groups().isEmpty()) {
            all.addAll(people(users, alerts.groups(), client.tenant()));
        }
        if (!alerts.emails().isEmpty()) {
            alerts.emailsAt(allowedDomains()).forEach(email -> all.add(new Recipient(email, email)));
        }
        return once(all);
    }

    /** What is told to people of another tenant would leave its own: a group of no tenant may have members of any. */
    private List<Recipient> people(List<String> users, List<String> groups, @Nullable String tenant) {
        return jdbc.sql("""
                select u.user_name, u.display_name, u.email from notifier_recipients.directory_user u
                where not u.deactivated and (u.user_id = any(:users) or u.user_id in (
                    select m.user_id from notifier_recipients.directory_member m where m.group_id = any(:groups)))
                    and (u.tenant is null or u.tenant = :tenant)
                order by u.sort_name""")
                .param("users", users.toArray(String[]::new))
                .param("groups", groups.toArray(String[]::new))
                .param("tenant", tenant)
                .query(Recipients::person)
                .list();
    }

    private Set<String> allowedDomains() {
        return jdbc.sql("select domain from notifier_recipients.allowed_domain")
                .query(String.class)
                .set();
    }

    /**
     * The people who may write in Rekey, of this tenant; where it has none, those of no tenant. A role with all APIs gives
     * nobody a right over Rekey itself.
     */
    List<Recipient> administrators(@Nullable String tenant) {
        List<Recipient> theirs = administratorsOf(tenant);
        return theirs.isEmpty() && tenant != null ? administratorsOf(null) : theirs;
    }

    private List<Recipient> administratorsOf(@Nullable String tenant) {
        return once(jdbc.sql("""
                select distinct u.user_name, u.display_name, u.email, u.sort_name
                from notifier_recipients.directory_user u
                join notifier_recipients.directory_member m on m.user_id = u.user_id
                join notifier_recipients.directory_group_role gr on gr.group_id = m.group_id
                join notifier_recipients.directory_role r on r.role_id = gr.role_id
                join notifier_recipients.directory_role_grant g on g.role_id = r.role_id and g.api_key = :api
                where not u.deactivated and u.tenant is not distinct from :tenant and r.api_seconds is not null
                    and 'WRITE' = any(g.access)
                order by u.sort_name""")
                .param("api", BuiltInApis.REKEY.value())
                .param("tenant", tenant)
                .query(Recipients::person)
                .list());
    }

    private static Recipient person(ResultSet row, int index) throws SQLException {
        return new Recipient(
                Objects.requireNonNullElse(row.getString("display_name"), row.getString("user_name")),
                row.getString("email"));
    }

    private static List<Recipient> once(List<Recipient> all) {
        Map<String, Recipient> distinct = new LinkedHashMap<>();
        all.forEach(one -> distinct.putIfAbsent(
                one.address() == null ? "without: " + one.name() : one.address().toLowerCase(Locale.ROOT), one));
        return List.copyOf(distinct.values());
    }
}
