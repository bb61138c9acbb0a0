package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An API in the catalogue of the shared Rekey, and clients of it. */
final class WebOrders {

    static final String AUDIENCE = "https://web-orders.example.com";
    static final String READ = "web-orders.read";
    static final String WRITE = "web-orders.write";
    /** GET needs READ, POST needs WRITE. */
    static final String PATH = "/odata/v4/Orders";

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private WebOrders() {}

    /** A client with both levels; {@code more} are further members of its JSON, each with a comma before it. */
    static Credentials client(String more) {
        return Shared.REKEY.createClient("""
                {"name": "Web shop %d", "scopes": [{"api": "web-orders", "access": ["READ", "WRITE"]}]%s}""".formatted(CLIENTS.incrementAndGet(), more));
    }

    /** Adds a public JWK to the client's keys; the answer is its key id. */
    static String addKey(Credentials client, String publicJwk) {
        return Shared.REKEY
                .api("POST", "clients/" + client.id() + "/keys", "{\"jwk\": %s}".formatted(publicJwk))
                .expect(201)
                .text("keyId");
    }

    /** From then on the secret of these credentials is in its grace period. */
    static void rotate(Credentials client) {
        Shared.REKEY.api("POST", "clients/" + client.id() + "/rotate", "").expect(201);
        Answer warned = Shared.REKEY.token(client, "").expect(200);
        assertThat(warned.header("Rekey-Warning")).startsWith("secret-retiring; expires_in=");
    }

    /** Issued when the first test class came here: who needs it expired has little left to wait. */
    static String tokenOfAMinute(String format) {
        return Shared.TOKENS_OF_A_MINUTE.get(format);
    }

    /** What the scripts of src/test/js read from their environment. */
    static Map<String, String> environment() {
        Credentials client = client("");
        return Map.of(
                "REKEY_URL", Shared.REKEY.url(),
                "GATEWAY_URL", Gateway.shared().url(),
                "ADMIN_TOKEN", Shared.REKEY.adminToken(),
                "CLIENT_ID", client.id(),
                "CLIENT_SECRET", client.secret());
    }

    private static RekeyJar registered() {
        RekeyJar rekey = RekeyJar.shared();
        rekey.api("POST", "apis", """
                        {"key": "web-orders", "name": "Web orders", "audience": "%s", "access": ["READ", "WRITE"],
                         "endpoints": [{"method": "GET", "path": "%s", "access": "READ"},
                                       {"method": "POST", "path": "%s", "access": "WRITE"}]}
                        """.formatted(AUDIENCE, PATH, PATH)).expect(201);
        return rekey;
    }

    private static final class Shared {
        static final RekeyJar REKEY = registered();
        static final Map<String, String> TOKENS_OF_A_MINUTE =
                Map.of("jwt", ofAMinute("jwt"), "opaque", ofAMinute("opaque"));

        private static String ofAMinute(String format) {
            Credentials client = REKEY.createClient("""
                    {"name": "In a hurry, %s", "scopes": [{"api": "web-orders"}], "token": {"format": "%s", "ttl": "PT1M"}}""".formatted(format, format));
            return REKEY.token(client, "").expect(200).text("access_token");
        }
    }
}
