package org.rekey.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How a refusal is worded where no filter is at hand: as a problem (RFC 9457) below the admin API, as RFC 7644 section 3.12
 * says below SCIM's, elsewhere as OAuth2 does.
 */
@SuppressWarnings("ArrayRecordComponent")
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

    /** Into a response in which nothing has been written. */
    void write(HttpServletResponse response, int status) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (status == 503) {
            response.setHeader("Retry-After", "1");
        }
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static byte[] error(int status, String description) {
        String error =
                switch (status) {
                    case 503 -> "temporarily_unavailable";
                    default -> status < 500 ? "invalid_request" : "server_error";
                };
        return ascii("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }

    private static byte[] problem(int status, String description) {
        String type =
                switch (status) {
                    case 415 -> "urn:rekey:problem:unsupported-media-type";
                    case 503 -> "urn:rekey:problem:unavailable";
                    default -> "about:blank";
                };
        return ascii("{\"type\":\"" + type + "\",\"title\":\"" + description + "\",\"status\":" + status + "}");
    }

    private static byte[] scim(int status, String description) {
        return ascii("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"" + status
                + "\",\"detail\":\"" + description + "\"}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
