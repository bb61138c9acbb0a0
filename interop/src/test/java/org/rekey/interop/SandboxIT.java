package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two installations know nothing of one another. */
class SandboxIT {

    private static final RekeyJar SANDBOX = StoriesIT.REKEY;
    private static final RekeyJar PRODUCTION = RekeyJar.shared();

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void OS_02_what_a_sandbox_hands_out_is_nothing_in_production(String format) {
        String client = """
                {"name": "Of a sandbox, %s", "clientId": "sandbox-%s", "scopes": [{"api": "rekey"}], "token": {"format": "%s"}}
                """.formatted(format, format, format);
        Credentials there = SANDBOX.createClient(client);
        Credentials here = PRODUCTION.createClient(client);
        String token = SANDBOX.token(there, "").expect(200).text("access_token");

        assertThat(SANDBOX.introspect(token).json().path("active").booleanValue())
                .isTrue();
        assertThat(PRODUCTION.introspect(token).body()).isEqualTo("{\"active\":false}");
        PRODUCTION.token(there, "").expect(401);
        PRODUCTION.token(here, "").expect(200);
    }
}
