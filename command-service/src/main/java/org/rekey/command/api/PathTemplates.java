package org.rekey.command.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Endpoint;

/** Which paths of a document the catalogue can have. */
final class PathTemplates {

    private PathTemplates() {}

    /** @return why it cannot be an endpoint; null when it can */
    static @Nullable String unfit(String path) {
        if (path.indexOf('*') >= 0) {
            return "a document has no wildcards: where /** is meant, add the endpoint to the API itself";
        }
        if (isAmbiguous(path)) {
            return "no call with an empty segment, or with . or .. as one, is ever let through";
        }
        try {
            Endpoint.of("GET", path, AccessLevel.READ);
            return null;
        } catch (Refusal e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean isAmbiguous(String path) {
        return path.contains("//")
                || Arrays.stream(path.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
