package org.rekey.domain.alert;

import java.util.List;
import org.rekey.domain.MailAddress;
import org.rekey.domain.Refusal;
import org.rekey.domain.WrittenText;

/**
 * Who is told before a secret expires.
 *
 * @param users identifiers of users
 * @param groups identifiers of groups: their members when the mail is sent
 * @param emails addresses outside the directory
 */
public record AlertRecipients(List<String> users, List<String> groups, List<String> emails) {

    public static final AlertRecipients NONE = new AlertRecipients(List.of(), List.of(), List.of());

    private static final int MOST = 100;

    public AlertRecipients {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        emails = List.copyOf(emails);
    }

    public void check() {
        if (users.size() + groups.size() + emails.size() > MOST) {
            throw Refusal.rule("alerts", "must name at most " + MOST + " recipients");
        }
        users.forEach(user -> checkId("alerts.users", user));
        groups.forEach(group -> checkId("alerts.groups", group));
        emails.forEach(email -> MailAddress.check("alerts.emails", email));
    }

    private static void checkId(String field, String id) {
        WrittenText.check(field, id);
        if (id.isBlank() || id.length() > 128) {
            throw Refusal.rule(field, "must be identifiers of 1 to 128 characters");
        }
    }
}
