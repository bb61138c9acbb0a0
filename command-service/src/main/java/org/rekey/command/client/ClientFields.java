package org.rekey.command.client;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rekey.command.Fields;
import org.rekey.command.Patches;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;

/**
 * Reads the fields that a client is created with and patched in. A field that is missing keeps what it is, which for a new
 * client is the default; null is the default again (RFC 7396).
 */
final class ClientFields {

    /** What an administrator who says nothing gets: a quarter of a year is short enough to be practised. */
    private static final RotationInterval USUAL_INTERVAL = RotationInterval.parse("P90D");

    private static final Map<String, TokenFormat> FORMATS =
            Map.of("jwt", TokenFormat.JWT, "opaque", TokenFormat.OPAQUE);

    private static final Map<String, Optional<TokenType>> TOKEN_TYPES = Stream.of(
                    Optional.<TokenType>empty(), Optional.of(TokenType.LOWER_CASE_BEARER), Optional.of(TokenType.DPOP))
            .collect(Collectors.toMap(type -> TokenType.text(type.orElse(null)), Function.identity()));

    private ClientFields() {}

    static ClientProfile profile(Fields fields, ClientProfile before) {
        return new ClientProfile(
                fields.has("name") ? fields.text("name") : before.name(),
                fields.has("description") ? fields.textOr("description", null) : before.description(),
                extensions(fields, before.extensions()));
    }

    private static Map<String, Object> extensions(Fields fields, Map<String, Object> before) {
        if (!fields.has("extensions")) {
            return before;
        }
        boolean removed = fields.object("extensions") == null;
        return Patches.merge(removed ? Map.of() : before, fields.data("extensions"));
    }

    static RotationInterval rotationInterval(Fields fields) {
        String text = fields.textOr("rotationInterval", null);
        return text == null ? USUAL_INTERVAL : RotationInterval.parse(text);
    }

    static TokenPolicy tokenPolicy(Fields fields, TokenPolicy before) {
        if (!fields.has("token")) {
            return before;
        }
        TokenPolicy usual = TokenPolicy.DEFAULT;
        Fields token = fields.object("token");
        if (token == null) {
            return usual;
        }
        token.only("format", "ttl", "requireScope", "tokenType");
        return new TokenPolicy(
                token.has("format") ? token.choiceOr("format", FORMATS, usual.format()) : before.format(),
                token.has("ttl") ? token.durationOr("ttl", usual.ttl()) : before.ttl(),
                token.has("requireScope") ? token.flagOr("requireScope", usual.requireScope()) : before.requireScope(),
                token.has("tokenType")
                        ? token.choiceOr("tokenType", TOKEN_TYPES, Optional.ofNullable(usual.tokenType()))
                                .orElse(null)
                        : before.tokenType());
    }
}
