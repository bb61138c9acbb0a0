package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shortest life of a token is a minute, which the other classes use. */
@Order(Integer.MAX_VALUE)
class TokenExpiryIT {

    private static final Gateway GATEWAY = Gateway.shared();

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void OS_14_an_expired_token_is_refused(String format) {
        String token = WebOrders.tokenOfAMinute(format);

        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> GATEWAY.get(WebOrders.PATH, token).status() != 200);

        Answer answer = GATEWAY.get(WebOrders.PATH, token).expect(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }
}
