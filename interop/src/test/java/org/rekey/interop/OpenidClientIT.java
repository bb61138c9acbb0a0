package org.rekey.interop;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenidClientIT {

    private static final String SCRIPT = "openid-client.js";

    @ParameterizedTest(name = "{0}")
    @MethodSource("flows")
    void openid_client_completes(String flow) {
        Node.run(WebOrders.environment(), SCRIPT, flow);
    }

    static List<String> flows() {
        return Node.flows(SCRIPT);
    }
}
