package org.rekey.domain.alert;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rekey.domain.MailAddress;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
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
    private static final int LONGEST_ID = 200;

    public AlertRecipients {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        emails = List.copyOf(emails);
    }

    public static AlertRecipients only(UserId user) {
        return new AlertRecipients(List.of(user.value()), List.of(), List.of());
    }

    public void checkForm() {
        if (users.size() + groups.size() + emails.size() > MOST) {
            throw Refusal.rule("alerts", "must name at most " + MOST + " recipients");
        }
        users.forEach(user -> checkId("alerts.users", user));
        groups.forEach(group -> checkId("alerts.groups", group));
        emails.forEach(email -> MailAddress.check("alerts.emails", email));
    }

    /** @param before who is told already: an address stays when its domain is allowed no more, and gets no mail */
    public void check(AlertRecipients before, AllowedDomains allowed) {
        checkForm();
        Set<String> standing =
                before.emails.stream().map(MailAddress::inAnyLetterCase).collect(Collectors.toSet());
        List<String> added = emails.stream()
                .filter(email -> !standing.contains(MailAddress.inAnyLetterCase(email)))
                .toList();
        if (!added.isEmpty()) {
            Set<String> domains = allowed.domains();
            added.forEach(email -> checkAllowed(email, domains));
        }
    }

    /** The addresses that mail goes to, of all that stand here. */
    public List<String> emailsAt(Set<String> allowedDomains) {
        return emails.stream()
                .filter(email -> allowedDomains.contains(MailAddress.domainOf(email)))
                .toList();
    }

    private static void checkAllowed(String email, Set<String> domains) {
        String domain = MailAddress.domainOf(email);
        if (!domains.contains(domain)) {
            throw Refusal.rule(
                    "alerts.emails",
                    "no mail goes to '" + email + "', because the domain '" + domain + "' is not allowed: an"
                            + " administrator allows it at /api/v1/settings/alert-domains");
        }
    }

    private static void checkId(String field, String id) {
        WrittenText.check(field, id);
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw Refusal.rule(field, "must be names of 1 to " + LONGEST_ID + " characters");
        }
    }
}
