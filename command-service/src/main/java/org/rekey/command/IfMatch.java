package org.rekey.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;

/**
 * On which versions a change may build (RFC 9110 section 13.1.1). The entity tag of a thing is the sequence number of its
 * last event in quotes.
 *
 * @param tags null for {@code *}
 */
public record IfMatch(@Nullable List<String> tags) {

    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");
    private static final Pattern LIST =
            Pattern.compile("[ \t,]*" + ENTITY_TAG + "([ \t]*,[ \t,]*" + ENTITY_TAG + ")*[ \t,]*");

    static @Nullable IfMatch of(List<String> headers) {
        if (headers.isEmpty()) {
            return null;
        }
        String header = String.join(",", headers).strip();
        if (header.equals("*")) {
            return new IfMatch(null);
        }
        if (header.length() > 1024 || !LIST.matcher(header).matches()) {
            throw ProblemException.malformed("If-Match", "must be a list of entity tags, or *");
        }
        List<String> tags = new ArrayList<>();
        Matcher matcher = ENTITY_TAG.matcher(header);
        while (matcher.find()) {
            tags.add(matcher.group());
        }
        return new IfMatch(List.copyOf(tags));
    }

    /** @param version the sequence number of the last event */
    public static String entityTag(long version) {
        return "\"" + version + "\"";
    }

    void check(long version) {
        if (tags != null && !tags.contains(entityTag(version))) {
            throw stale();
        }
    }

    /** There is nothing that could be of an expected version. */
    public static void refuseIfAny(@Nullable IfMatch expected) {
        if (expected != null) {
            throw stale();
        }
    }

    static ProblemException stale() {
        return ProblemException.of(ProblemType.STALE, "it has changed since: read it again");
    }
}
