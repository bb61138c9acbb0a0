package org.rekey.domain.alert;

import java.util.List;
import java.util.regex.Pattern;
import org.rekey.domain.Refusal;

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
        for (String email : emails) {
            if (email.length() > 254 || !EMAIL.matcher(email).matches()) {
                throw Refusal.rule("alerts.emails", "'" + printable(email) + "' is not an e-mail address");
            }
        }
    }

    private static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
