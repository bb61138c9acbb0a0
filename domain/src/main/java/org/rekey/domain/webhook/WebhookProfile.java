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
    private static final String HIDDEN = "…";

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

    /**
     * What may be shown of a URL to those who only read: scheme, host and port. Path and query are often the only secret that
     * its receiver asks for.
     */
    public static String shown(String url) {
        int host = url.indexOf("://");
        if (host < 0) {
            return HIDDEN;
        }
        int end = host + 3;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(host + 3, end);
        String place = url.substring(0, host + 3) + authority.substring(authority.lastIndexOf('@') + 1);
        String rest = url.substring(end);
        return rest.isEmpty() || rest.equals("/") ? place + rest : place + "/" + HIDDEN;
    }

    /** Keeps the rest of the URL out of logs. */
    @Override
    public String toString() {
        return "WebhookProfile[url=" + shown(url) + ", types=" + types + "]";
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
