package org.rekey.token.api;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Tells whether a decoded path segment means the same to every server, also to one that decodes or normalizes it again. */
final class SegmentText {

    /** The escapes of RFC 3986, and those of old versions of IIS. */
    private static final Pattern ESCAPE = Pattern.compile("%(\\p{XDigit}{2}|u\\p{XDigit}{4})");

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\;\\p{Cntrl}\\x{80}-\\x{9F}\\p{Zl}\\p{Zp}]");
    private static final Pattern DOTS = Pattern.compile("[.\\p{Z}]+");
    private static final Pattern ONLY_DOTS = Pattern.compile("\\.{3,}");

    /** Normalization keeps these, but conversion to an older character set turns them into slash, backslash or dot. */
    private static final Pattern LOOKALIKE =
            Pattern.compile("[\\x{2044}\\x{2215}\\x{2571}\\x{29F8}\\x{2216}\\x{29F5}\\x{29F9}\\x{3002}\\x{FF61}]");

    /** What some servers drop: format characters, variation selectors, invisible letters. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cf}\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{3164}\\x{FFA0}\\x{FE00}-\\x{FE0F}\\x{E0000}-\\x{E0FFF}]");

    private static final String MEANINGFUL = "%?#";

    private SegmentText() {}

    /** @param escaped whether the request had escapes in it: {@code ...} is a name, an escaped form of it is a trick */
    static boolean isUnambiguous(String text, boolean escaped) {
        if (SEPARATOR.matcher(text).find() || ESCAPE.matcher(text).find()) {
            return false;
        }
        if (DOTS.matcher(text).matches()) {
            return !escaped && ONLY_DOTS.matcher(text).matches();
        }
        return isAscii(text) || staysUnambiguous(text);
    }

    /** Some servers and file systems normalize what they get (NFKC): {@code U+FF0F} is a slash to them. */
    private static boolean staysUnambiguous(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        String normalized = Normalizer.normalize(visible, Normalizer.Form.NFKC);
        return !LOOKALIKE.matcher(text).find()
                && !SEPARATOR.matcher(normalized).find()
                && !ESCAPE.matcher(normalized).find()
                && !DOTS.matcher(normalized).matches()
                && !normalized.isEmpty()
                && MEANINGFUL.chars().allMatch(c -> count(normalized, c) == count(text, c));
    }

    private static long count(String text, int character) {
        return text.chars().filter(c -> c == character).count();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
