package org.rekey.token.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, decoded segment by segment. There is none of a path that a gateway and the server behind it might
 * read differently: what is checked must be what is called.
 *
 * @param segments what stands between the slashes; only the last one may be empty, as after {@code /assets/}
 */
public record RequestPath(List<String> segments) {

    private static final RequestPath ROOT = new RequestPath(List.of(""));
    private static final List<String> SCHEMES = List.of("http://", "https://");

    /** RFC 3986 section 3.3 without the semicolon, behind which some servers see parameters and others a name. */
    private static final boolean[] LITERAL = allowed("-._~!$&'()*+,=:@");

    private static final boolean[] HOST = allowed("-._:[]");

    /** Of a path with or without a query, or of a whole URL; null when it can be read in more than one way. */
    public static @Nullable RequestPath parse(String uri) {
        int start = startOfPath(uri);
        int question = uri.indexOf('?');
        int end = question < 0 ? uri.length() : question;
        if (start < 0) {
            return null;
        }
        if (start >= end) {
            return start > 0 ? ROOT : null;
        }
        return uri.charAt(start) == '/' ? segments(uri, start + 1, end) : null;
    }

    private static int startOfPath(String uri) {
        for (String scheme : SCHEMES) {
            if (uri.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int end = scheme.length();
                while (end < uri.length() && isIn(HOST, uri.charAt(end))) {
                    end++;
                }
                boolean ends = end == uri.length() || uri.charAt(end) == '/' || uri.charAt(end) == '?';
                return ends && end > scheme.length() ? end : -1;
            }
        }
        return 0;
    }

    private static @Nullable RequestPath segments(String uri, int start, int end) {
        List<String> segments = new ArrayList<>(8);
        int from = start;
        while (from <= end) {
            int slash = uri.indexOf('/', from);
            int to = slash < 0 || slash > end ? end : slash;
            String segment = segment(uri, from, to);
            if (segment == null || segment.isEmpty() && to < end) {
                return null;
            }
            segments.add(segment);
            from = to + 1;
        }
        return new RequestPath(segments);
    }

    private static @Nullable String segment(String uri, int from, int to) {
        boolean escaped = false;
        for (int i = from; i < to; i++) {
            if (uri.charAt(i) == '%') {
                escaped = true;
            } else if (!isIn(LITERAL, uri.charAt(i))) {
                return null;
            }
        }
        String segment = escaped ? decoded(uri, from, to) : uri.substring(from, to);
        boolean isOne = segment != null && (segment.isEmpty() || SegmentText.isUnambiguous(segment, escaped));
        return isOne ? segment : null;
    }

    private static @Nullable String decoded(String uri, int from, int to) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (uri.charAt(i) == '%') {
                if (!isEscape(uri, i, to)) {
                    return null;
                }
                bytes[length++] =
                        (byte) (Character.digit(uri.charAt(i + 1), 16) << 4 | Character.digit(uri.charAt(i + 2), 16));
                i += 2;
            } else {
                bytes[length++] = (byte) uri.charAt(i);
            }
        }
        try {
            // A new decoder says no to what is not UTF-8: overlong forms of a slash or a dot among it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isEscape(String text, int percent, int end) {
        return percent + 2 < end && isHex(text.charAt(percent + 1)) && isHex(text.charAt(percent + 2));
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static boolean isIn(boolean[] allowed, char c) {
        return c < allowed.length && allowed[c];
    }

    private static boolean[] allowed(String marks) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            allowed[c] = letter || c >= '0' && c <= '9' || marks.indexOf(c) >= 0;
        }
        return allowed;
    }

    /** The same with a slash at its end, or without it. */
    RequestPath otherEnd() {
        int last = segments.size() - 1;
        if (segments.get(last).isEmpty()) {
            return new RequestPath(segments.subList(0, last));
        }
        List<String> longer = new ArrayList<>(segments);
        longer.add("");
        return new RequestPath(longer);
    }
}
