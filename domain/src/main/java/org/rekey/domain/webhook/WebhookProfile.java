package org.rekey.domain.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.rekey.domain.Refusal;

/**
 * Where a webhook listens, and what for.
 *
 * @param url absolute, {@code https} or {@code http}, without user information or fragment
 */
public record WebhookProfile(String url, Set<CredentialNews> types) {

    private static final int LONGEST_URL = 2000;

    public WebhookProfile {
        types = types.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(types));
    }

    public void check() {
        if (types.isEmpty()) {
            throw Refusal.rule("types", "must name at least one");
        }
        URI parsed = parsed();
        String scheme = parsed.getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
            throw Refusal.rule("url", "must begin with https://");
        }
        if (parsed.getHost() == null || parsed.getPort() == 0 || parsed.getPort() > 65_535) {
            throw Refusal.rule("url", "must name a host");
        }
        if (parsed.getRawUserInfo() != null || parsed.getRawFragment() != null) {
            throw Refusal.rule("url", "must have no user information and no fragment");
        }
    }

    private URI parsed() {
        if (url.length() > LONGEST_URL) {
            throw Refusal.rule("url", "must be " + LONGEST_URL + " characters or shorter");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw Refusal.rule("url", "must be a URL (RFC 3986)");
        }
    }
}
