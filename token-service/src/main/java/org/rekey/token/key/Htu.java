package org.rekey.token.key;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as a proof names it, in one way of the many that mean the same (RFC 3986 sections 6.2.2 and 6.2.3); query and
 * fragment do not count (RFC 9449 section 4.3).
 */
record Htu(String origin, String path) {

    private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#@\\\\\\s]+)(/[^?#\\s]*)?([?#].*)?");
    private static final String UNRESERVED = "-._~";

    /** Null unless it is an absolute address of http or https. */
    static @Nullable Htu parse(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            return null;
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        String host = withoutDefaultPort(scheme, url.group(2).toLowerCase(Locale.ROOT));
        return new Htu(scheme + "://" + host, path(url.group(3)));
    }

    private static String withoutDefaultPort(String scheme, String authority) {
        String port = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    static String path(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return "/";
        }
        return raw.indexOf('%') < 0 ? raw : withEscapesInOneWay(raw);
    }

    private static String withEscapesInOneWay(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int code = raw.charAt(i) == '%' ? escaped(raw, i) : -1;
            if (code < 0) {
                path.append(raw.charAt(i));
                continue;
            }
            if (isUnreserved(code)) {
                path.append((char) code);
            } else {
                path.append(raw.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return path.toString();
    }

    private static int escaped(String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(raw.charAt(at + 2), 16);
        return low < 0 ? -1 : high << 4 | low;
    }

    private static boolean isUnreserved(int code) {
        return code >= 'a' && code <= 'z'
                || code >= 'A' && code <= 'Z'
                || code >= '0' && code <= '9'
                || UNRESERVED.indexOf(code) >= 0;
    }
}
