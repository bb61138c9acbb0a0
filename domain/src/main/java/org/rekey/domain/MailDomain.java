package org.rekey.domain;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form of a domain that mail is sent to: a host name with a dot in it, as it stands in the DNS, in small letters. */
public final class MailDomain {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final String NAME = "(?:" + LABEL + "\\.)+(?![0-9]+$)" + LABEL;
    private static final Pattern FORM = Pattern.compile(NAME);
    private static final int LONGEST = 253;

    /** What IDNA 2003, which is Java's, drops or makes another name of than IDNA 2008 (UTS 46 section 2.3, RFC 3454 B.1). */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[\u00DF\u1E9E\u03C2\\p{Cf}\u034F\u1806\u180B-\u180D\uFE00-\uFE0F]");

    private MailDomain() {}

    /** @param text as somebody writes it, as in {@code Bücher.example} */
    public static String parse(String field, String text) {
        if (!isWritten(text)) {
            throw Refusal.rule(
                    field,
                    "'" + MailAddress.printable(text) + "' is not a domain: it takes a full host name, as in"
                            + " mail.example.com, without a wildcard and a dot at its end");
        }
        return ascii(text);
    }

    static boolean isWritten(String text) {
        return text.length() <= LONGEST && !AMBIGUOUS.matcher(text).find() && isHostName(ascii(text));
    }

    /** Not a host name where there is none. */
    static String ascii(String text) {
        try {
            return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean isHostName(String ascii) {
        return ascii.length() <= LONGEST && FORM.matcher(ascii).matches();
    }
}
