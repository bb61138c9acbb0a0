package org.rekey.token.key;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A signed JWT from outside (RFC 7515 section 7.1), taken apart and not believed yet: its signature is for a
 * {@link PublicJwk} to verify.
 */
public final class Jws {

    private static final int LONGEST = 8 * 1024;
    private static final int DEEPEST = 10;

    /** Each would have us take a key, or the meaning of the whole, from the one who is to be checked (RFC 8725 section 3.10). */
    private static final List<String> NEVER_IN_HEADER = List.of("jku", "x5u", "x5c", "crit", "b64", "zip", "enc");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JwsAlgorithm algorithm;
    private final JsonNode header;
    private final JsonNode claims;
    private final byte[] signed;
    private final byte[] signature;

    private Jws(JwsAlgorithm algorithm, JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
        this.algorithm = algorithm;
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** Null unless it is one, in an algorithm that is accepted, and written in the one way there is. */
    public static @Nullable Jws parse(String compact) {
        int firstDot = compact.indexOf('.');
        int secondDot = compact.indexOf('.', firstDot + 1);
        if (firstDot < 0 || secondDot < 0 || compact.length() > LONGEST) {
            return null;
        }
        JsonNode header = part(compact.substring(0, firstDot));
        JsonNode claims = part(compact.substring(firstDot + 1, secondDot));
        byte[] signature = Strict.base64Url(compact.substring(secondDot + 1));
        if (header == null || claims == null || signature == null) {
            return null;
        }
        JwsAlgorithm algorithm = JwsAlgorithm.named(header.path("alg").asString(""));
        return algorithm == null || NEVER_IN_HEADER.stream().anyMatch(header::has)
                ? null
                : new Jws(
                        algorithm,
                        header,
                        claims,
                        compact.substring(0, secondDot).getBytes(StandardCharsets.ISO_8859_1),
                        signature);
    }

    private static @Nullable JsonNode part(String encoded) {
        byte[] json = Strict.base64Url(encoded);
        return json == null ? null : object(new String(json, StandardCharsets.UTF_8));
    }

    /** Null unless it is one object in which no name stands twice. */
    static @Nullable JsonNode object(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return node.isObject() ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    public JwsAlgorithm algorithm() {
        return algorithm;
    }

    public JsonNode header() {
        return header;
    }

    public JsonNode claims() {
        return claims;
    }

    /** A claim that is a text and not empty; null otherwise. */
    public @Nullable String text(String claim) {
        JsonNode value = claims.path(claim);
        return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
    }

    /** A NumericDate (RFC 7519 section 2) in seconds, which may have a fraction; not a number when there is none. */
    public double seconds(String claim) {
        JsonNode value = claims.path(claim);
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    byte[] signed() {
        return signed;
    }

    byte[] signature() {
        return signature;
    }
}
