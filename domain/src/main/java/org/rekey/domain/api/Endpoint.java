package org.rekey.domain.api;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Refusal;

/**
 * One operation of an API, or several of one kind.
 *
 * @param method an HTTP method in capitals, or {@code *} for any
 * @param path a path template (RFC 6570 level 1), as in {@code /assets/{id}}; with {@code /**} at its end everything below
 *     it, and itself
 * @param authority what the client needs beside the scope: an entry of its authorities, or the {@code type} of one; null
 *     when the scope is enough
 */
public record Endpoint(
        String method,
        String path,
        AccessLevel access,
        @Nullable String authority) {

    private static final Pattern METHOD = Pattern.compile("\\*|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS");
    private static final Pattern PATH = Pattern.compile(
            "(?=/)(?!.*//)(/(?!\\.{1,2}(/|$))([A-Za-z0-9._~!$&'()+,=:@-]|\\{[A-Za-z0-9_.-]+}(?!\\{))*)*(/\\*\\*)?");
    private static final Pattern AUTHORITY = Pattern.compile("[\\x21-\\x7E]{1,128}");
    private static final int LONGEST = 512;

    public static Endpoint of(String method, String path, AccessLevel access) {
        return of(method, path, access, null);
    }

    public static Endpoint of(String method, String path, AccessLevel access, @Nullable String authority) {
        if (!METHOD.matcher(method).matches()) {
            throw Refusal.rule("endpoints", "'" + method + "' is neither an HTTP method in capitals nor *");
        }
        if (path.length() > LONGEST || !PATH.matcher(path).matches()) {
            throw Refusal.rule(
                    "endpoints",
                    "a path starts with / and holds literal segments or {names}, none of them empty, . or .., with /** at"
                            + " most at its end, up to 512 characters");
        }
        if (authority != null && !AUTHORITY.matcher(authority).matches()) {
            throw Refusal.rule("endpoints", "an authority is 1 to 128 visible ASCII characters");
        }
        return new Endpoint(method, path, access, authority);
    }

    /** The same for two endpoints that match the same calls: what their variables are called makes no difference. */
    public String pattern() {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    /** The names of variables count where there is an authority, because its other members are held against them. */
    public boolean asksTheSameAs(Endpoint other) {
        return access == other.access
                && Objects.equals(authority, other.authority)
                && (authority == null || path.equals(other.path));
    }
}
