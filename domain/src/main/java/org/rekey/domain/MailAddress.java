package org.rekey.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The form of an e-mail address that mail is sent to: a dot-atom (RFC 5322 section 3.2.3) before a domain. */
public final class MailAddress {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
    private static final Pattern SEPARATOR = Pattern.compile("[,;]|\r?\n");
    private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \t\u00A0]+|[ \t\u00A0]+$");
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;

    private MailAddress() {}

    public static void check(String field, String address) {
        if (!address.chars().allMatch(c -> c < 128)) {
            throw refusal(field, address);
        }
        parse(field, address);
    }

    /** With its domain as it stands in the DNS. */
    public static String parse(String field, String text) {
        int at = text.lastIndexOf('@');
        if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
            throw Refusal.rule(
                    field,
                    "'" + printable(text) + "' is more than an address: write jane@example.com, without the name");
        }
        if (at < 1 || at > LONGEST_LOCAL_PART || !MailDomain.isWritten(text.substring(at + 1))) {
            throw refusal(field, text);
        }
        String address = text.substring(0, at + 1) + MailDomain.ascii(text.substring(at + 1));
        if (address.length() > LONGEST
                || !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
            throw refusal(field, text);
        }
        return address;
    }

    /**
     * Addresses as people type them: between commas, semicolons and line ends, none of them twice in whatever letter case.
     * What else would end a line of a mail's header is no separator, but refused.
     */
    public static List<String> parseAll(String field, List<String> texts) {
        List<String> addresses = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String text : texts) {
            for (String piece : SEPARATOR.split(text)) {
                String typed = BLANKS_AROUND.matcher(piece).replaceAll("");
                if (!typed.isEmpty()) {
                    String address = parse(field, typed);
                    if (known.add(inAnyLetterCase(address))) {
                        addresses.add(address);
                    }
                }
            }
        }
        return addresses;
    }

    public static String domainOf(String address) {
        return inAnyLetterCase(address.substring(address.lastIndexOf('@') + 1));
    }

    /** By which two addresses are told to be the same. */
    public static String inAnyLetterCase(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private static Refusal refusal(String field, String text) {
        return Refusal.rule(field, "'" + printable(text) + "' is not an e-mail address");
    }

    static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\u0080-\u009F\u2028\u2029]", "?");
    }
}
