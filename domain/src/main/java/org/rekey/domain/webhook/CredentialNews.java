package org.rekey.domain.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a webhook can be told of. */
public enum CredentialNews {
    /** A client has got its first secret. */
    ISSUED,
    /** It has got another one. */
    ROTATED,
    /** Its secret expires soon. */
    EXPIRING,
    /** It has expired. */
    EXPIRED,
    /** A secret was stopped at once, or the client deleted. */
    REVOKED;

    /** The {@code type} of CloudEvents. */
    public String type() {
        return "org.rekey.credential." + name().toLowerCase(Locale.ROOT);
    }

    public static Map<String, CredentialNews> byType() {
        return Arrays.stream(values()).collect(Collectors.toMap(CredentialNews::type, news -> news));
    }
}
