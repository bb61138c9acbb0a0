package org.rekey.domain.api;

import java.util.regex.Pattern;
import org.rekey.domain.Refusal;

/**
 * One operation of an API.
 *
 * @param method an HTTP method in capitals
 * @param path a path template (RFC 6570 level 1), as in {@code /assets/{id}}
 */
public record Endpoint(String method, String path, AccessLevel access) {

    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS");
    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@%-]|\\{[A-Za-z0-9_.-]+})*)+");
    private static final int LONGEST = 512;

    public static Endpoint of(String method, String path, AccessLevel access) {
        if (!METHOD.matcher(method).matches()) {
            throw Refusal.rule("endpoints", "'" + method + "' is not an HTTP method in capitals");
        }
        if (path.length() > LONGEST || !PATH.matcher(path).matches()) {
            throw Refusal.rule(
                    "endpoints", "a path starts with / and holds literal segments or {names}, up to 512 characters");
        }
        return new Endpoint(method, path, access);
    }
}
