package org.rekey.token.token;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param issuer the URL under which clients reach this server: {@code iss} of every token. Never taken from a request
 */
@ConfigurationProperties("rekey")
public record TokenProperties(
        @DefaultValue("http://localhost:8080") URI issuer) {

    public TokenProperties {
        boolean http = "https".equals(issuer.getScheme()) || "http".equals(issuer.getScheme());
        if (!http || issuer.getHost() == null || issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "rekey.issuer must be an http or https URL without query and fragment (RFC 8414 section 2)");
        }
    }
}
