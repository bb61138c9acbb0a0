package org.rekey.command.api;

import io.swagger.v3.oas.models.PathItem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;

/** A path may be described elsewhere in the same document. */
final class PathItemReference {

    private static final String PATHS = "#/paths/";
    private static final String SHARED = "#/components/pathItems/";
    private static final int MOST_STEPS = 8;

    private PathItemReference() {}

    static PathItem follow(PathItem item, Map<String, PathItem> paths, Map<String, PathItem> shared, String place) {
        PathItem here = item;
        for (int step = 0; here.get$ref() != null; step++) {
            PathItem next = step < MOST_STEPS ? target(here.get$ref(), paths, shared) : null;
            if (next == null) {
                throw ProblemException.outOfRules(
                        Places.shown(place + ".$ref"), "leads to no path of this document, or in a circle");
            }
            here = next;
        }
        return here;
    }

    private static @Nullable PathItem target(
            String reference, Map<String, PathItem> paths, Map<String, PathItem> shared) {
        if (reference.startsWith(PATHS)) {
            return paths.get(name(reference.substring(PATHS.length())));
        }
        return reference.startsWith(SHARED) ? shared.get(name(reference.substring(SHARED.length()))) : null;
    }

    /** RFC 6901 section 6. */
    private static String name(String escaped) {
        try {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replace("~1", "/")
                    .replace("~0", "~");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
