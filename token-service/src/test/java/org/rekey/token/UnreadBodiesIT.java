package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadBodiesIT {

    private static final TokenServer server = TokenServer.shared();
    private static final TestClient client = server.client("unread", "asset-listing");
    private static final String TAIL = "GET /oauth2/jwks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String LONG_BODY = "Content-Length: 100000";
    private static final String SHORT_BODY = "Content-Length: 1000";
    private static final String CHUNKED_BODY = "Transfer-Encoding: chunked";

    private static String header(String method, String path, String length) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n";
    }

    private static Socket send(String text) throws IOException {
        Socket socket = new Socket("localhost", server.port());
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void drip(List<Socket> sockets) {
        for (Socket socket : sockets) {
            try {
                socket.getOutputStream().write('1');
            } catch (IOException e) {
                // closed, as it should be
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LONG_BODY, CHUNKED_BODY, SHORT_BODY})
    void nobody_notices_slow_senders_of_what_is_not_read(String length) throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            slow.add(send(header("POST", "/oauth2/token", length)));
            slow.add(send(header("POST", "/nope", length)));
            slow.add(send(header("GET", "/oauth2/jwks", length)));
        }
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try {
            drip.scheduleWithFixedDelay(() -> drip(slow), 0, 500, TimeUnit.MILLISECONDS);
            assertTimeout(Duration.ofSeconds(5), () -> assertThat(client.token().status())
                    .isEqualTo(200));
        } finally {
            drip.shutdownNow();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @Timeout(5)
    void the_connection_is_closed_behind_a_complete_answer() throws IOException {
        for (String length : List.of(LONG_BODY, CHUNKED_BODY)) {
            try (Socket socket = send(header("POST", "/nope", length))) {
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 404")
                        .endsWith("}");
            }
        }
    }

    @Test
    void a_small_body_that_has_come_keeps_the_connection() {
        String answers = server.raw(header("POST", "/nope", "Content-Length: 5"), "12345" + TAIL);
        String atOnce = server.raw(header("POST", "/nope", "Content-Length: 5") + "12345" + TAIL);

        assertThat(atOnce).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200");
        assertThat(answers).startsWith("HTTP/1.1 404");
    }

    /** As most programs send it: the header first. */
    @Test
    void a_small_body_that_comes_a_little_later_keeps_the_connection_too() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = send(header("POST", "/nope", "Content-Length: 5"))) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                socket.getOutputStream().write(("12345" + TAIL).getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 404")
                        .contains("HTTP/1.1 200");
            }
        }
    }

    @Test
    void the_rest_of_a_body_is_never_a_request() {
        assertThat(server.raw(header("POST", "/nope", LONG_BODY), TAIL)).doesNotContain("HTTP/1.1 200");
        assertThat(server.raw(header("POST", "/nope", LONG_BODY) + TAIL)).doesNotContain("HTTP/1.1 200");
        assertThat(server.raw(header("POST", "/nope", CHUNKED_BODY) + TAIL)).doesNotContain("HTTP/1.1 200");
    }
}
