package org.rekey.interop;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Oauth4webapiIT {

    private static final RekeyJar REKEY = RekeyJar.shared();
    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void aClient() {
        REKEY.api("POST", "apis", """
                {"key": "web-orders", "name": "Web orders", "access": ["READ", "WRITE"]}""").expect(201);
        Credentials client = REKEY.createClient("""
                {"name": "oauth4webapi", "scopes": [{"api": "web-orders", "access": ["READ", "WRITE"]}]}""");
        environment = Map.of("REKEY_URL", REKEY.url(), "CLIENT_ID", client.id(), "CLIENT_SECRET", client.secret());
    }

    @Test
    void discovery() {
        flow("discovery");
    }

    @Test
    void client_secret_basic() {
        flow("client_secret_basic");
    }

    private static void flow(String name) {
        Node.run(environment, "oauth4webapi.js", name);
    }
}
