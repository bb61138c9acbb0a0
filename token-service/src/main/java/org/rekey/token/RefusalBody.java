package org.rekey.token;

import java.nio.charset.StandardCharsets;

/**
 * How a refusal is worded where no filter is at hand: as a problem (RFC 9457) below the admin API, as RFC 7644 section 3.12
 * says below SCIM's, elsewhere as OAuth2 does.
 */
record RefusalBody(String contentType, byte[] bytes) {

    private static final String ADMIN_API = "/api/v1/";
    private static final String SCIM = "/scim/v2/";

    /** @param description in ASCII that needs no escaping */
    static RefusalBody of(String path, int status, String description) {
        if ((path + "/").startsWith(SCIM)) {
            return new RefusalBody("application/scim+json", scim(status, description));
        }
        return (path + "/").startsWith(ADMIN_API)
                ? new RefusalBody("application/problem+json", problem(status, description))
                : new RefusalBody("application/json", error(status, description));
    }

    private static byte[] error(int status, String description) {
        String error = status < 500 ? "invalid_request" : "server_error";
        return ascii("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }

    private static byte[] problem(int status, String description) {
        return ascii("{\"type\":\"about:blank\",\"title\":\"" + description + "\",\"status\":" + status + "}");
    }

    private static byte[] scim(int status, String description) {
        return ascii("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"" + status
                + "\",\"detail\":\"" + description + "\"}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
