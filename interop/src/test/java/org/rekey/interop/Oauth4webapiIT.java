package org.rekey.interop;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Oauth4webapiIT {

    private static final String SCRIPT = "oauth4webapi.js";

    @ParameterizedTest(name = "{0}")
    @MethodSource("flows")
    void oauth4webapi_completes(String flow) {
        Node.run(WebOrders.environment(), SCRIPT, flow);
    }

    static List<String> flows() {
        return Node.flows(SCRIPT);
    }
}
