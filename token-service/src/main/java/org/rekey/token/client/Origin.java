package org.rekey.token.client;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.HiddenCharacters;
import org.rekey.eventstore.Provenance;

/** Where a request of a client comes from. */
public record Origin(String address, @Nullable String userAgent) {

    private static final int LONGEST_USER_AGENT = 256;

    public static Origin of(HttpServletRequest request) {
        String given = request.getHeader("User-Agent");
        String userAgent = given == null ? null : HiddenCharacters.removedFrom(given);
        return new Origin(
                request.getRemoteAddr(),
                userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                        ? userAgent
                        : userAgent.substring(0, LONGEST_USER_AGENT));
    }

    public Provenance of(TokenClient client) {
        return new Provenance("client:" + client.id(), "api", address, userAgent, null, client.tenant(), null);
    }
}
