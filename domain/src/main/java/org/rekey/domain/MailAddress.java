package org.rekey.domain;

import java.util.regex.Pattern;

/** The form of an e-mail address that mail is sent to. */
public final class MailAddress {

    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final int LONGEST = 254;

    private MailAddress() {}

    public static void check(String field, String address) {
        if (address.length() > LONGEST || !FORM.matcher(address).matches()) {
            throw Refusal.rule(field, "'" + printable(address) + "' is not an e-mail address");
        }
    }

    private static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
