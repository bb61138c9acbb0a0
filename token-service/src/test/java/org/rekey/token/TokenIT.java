package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.RegisterApi;

class TokenIT {

    private static final TokenServer server = TokenServer.start();
    private static TestClient client;

    @BeforeAll
    static void prepare() {
        server.does(new RegisterApi(
                new ApiKey("asset-listing"),
                new ApiDefinition(
                        "Assets",
                        Set.of(AccessLevel.READ, AccessLevel.WRITE, AccessLevel.DELETE),
                        Map.of(),
                        null,
                        List.of())));
        client = server.client("node-1", "asset-listing:READ,WRITE");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void a_token_is_issued() {
        Reply reply = client.token();
        System.out.println(reply);
        System.out.println(client.introspect(reply.token()));
        System.out.println(server.get("/oauth2/jwks"));
        System.out.println(server.get("/.well-known/oauth-authorization-server"));
        System.out.println(server.get("/.well-known/openid-configuration"));
        System.out.println(server.get("/oauth2/token"));
        System.out.println(client.revoke(reply.token()));
        System.out.println(client.introspect(reply.token()));
        assertThat(reply.status()).isEqualTo(200);
    }
}
