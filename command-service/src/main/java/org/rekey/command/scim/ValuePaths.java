package org.rekey.command.scim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code emails[type eq "work"].value eq "…"} is what a filter looks like in PATCH paths, and not in the grammar of RFC 7644
 * section 3.4.2.2, where it is {@code emails[type eq "work" and value eq "…"]}. Providers send the former all the same.
 */
final class ValuePaths {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern REST =
            Pattern.compile("\\]\\.([A-Za-z0-9_$-]++\\s++[A-Za-z]{2}\\s++(?:" + STRING + "|[^\\s\\])\"]++))");

    private ValuePaths() {}

    static String within(String filter) {
        StringBuilder text = new StringBuilder();
        Matcher string = STRING.matcher(filter);
        Matcher rest = REST.matcher(filter);
        int at = 0;
        while (at < filter.length()) {
            if (string.region(at, filter.length()).lookingAt()) {
                text.append(string.group());
                at = string.end();
            } else if (rest.region(at, filter.length()).lookingAt()) {
                text.append(" and ").append(rest.group(1)).append(']');
                at = rest.end();
            } else {
                text.append(filter.charAt(at++));
            }
        }
        return text.toString();
    }
}
