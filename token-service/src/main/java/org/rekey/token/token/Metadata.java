package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rekey.token.key.JwsAlgorithm;
import org.rekey.token.view.ViewJson;

/** RFC 8414: what there is, and nothing else. */
final class Metadata {

    static final String PATH = "/.well-known/oauth-authorization-server";

    private static final List<String> METHODS = List.of("client_secret_basic", "client_secret_post", "private_key_jwt");

    private Metadata() {}

    /** What all paths come after. */
    static String base(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    static byte[] json(String issuer) {
        String base = base(issuer);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("token_endpoint", base + Endpoints.TOKEN);
        metadata.put("token_endpoint_auth_methods_supported", METHODS);
        metadata.put("token_endpoint_auth_signing_alg_values_supported", JwsAlgorithm.NAMES);
        metadata.put("introspection_endpoint", base + Endpoints.INTROSPECT);
        metadata.put("introspection_endpoint_auth_methods_supported", METHODS);
        metadata.put("introspection_endpoint_auth_signing_alg_values_supported", JwsAlgorithm.NAMES);
        metadata.put("revocation_endpoint", base + Endpoints.REVOKE);
        metadata.put("revocation_endpoint_auth_methods_supported", METHODS);
        metadata.put("revocation_endpoint_auth_signing_alg_values_supported", JwsAlgorithm.NAMES);
        metadata.put("dpop_signing_alg_values_supported", JwsAlgorithm.NAMES);
        metadata.put("jwks_uri", base + Endpoints.JWKS);
        metadata.put("grant_types_supported", List.of("client_credentials"));
        metadata.put("response_types_supported", List.of());
        return ViewJson.write(metadata).getBytes(StandardCharsets.UTF_8);
    }
}
