package org.rekey.domain.alert;

import java.util.List;
import java.util.regex.Pattern;
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

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
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
        for (String email : emails) {
            if (email.length() > 254 || !EMAIL.matcher(email).matches()) {
                throw Refusal.rule("alerts.emails", "'" + printable(email) + "' is not an e-mail address");
            }
        }
    }

    private static void checkId(String field, String id) {
        WrittenText.check(field, id);
        if (id.isBlank() || id.length() > 128) {
            throw Refusal.rule(field, "must be identifiers of 1 to 128 characters");
        }
    }

    private static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
