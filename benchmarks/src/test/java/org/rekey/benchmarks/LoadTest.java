package org.rekey.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final String TOKEN = "{\"access_token\":\"t\"}";

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger answered = new AtomicInteger();

    LoadTest() throws IOException {}

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void every_request_is_answered_once_whatever_the_framing_and_however_often_the_server_closes() throws IOException {
        answer(200, TOKEN);
        assertThat(load().run(60)).hasSize(60).doesNotContain(0L);
        assertThat(answered).hasValue(60);
    }

    @Test
    void an_answer_without_what_is_expected_ends_the_run() {
        answer(200, "{\"error\":\"invalid_client\"}");
        assertThatThrownBy(() -> load().run(10)).hasMessageContaining("invalid_client");
    }

    @Test
    void an_answer_other_than_200_ends_the_run() {
        answer(503, TOKEN);
        assertThatThrownBy(() -> load().run(10)).hasMessageContaining("503");
    }

    @Test
    void what_is_expected_may_stand_in_the_head_whatever_its_case() throws IOException {
        answer(200, TOKEN);
        int port = server.getAddress().getPort();
        Load load = new Load(port, requests(), "\r\nx-number: ".getBytes(US_ASCII), 4);
        assertThat(load.run(10)).hasSize(10);
    }

    private Load load() throws IOException {
        return new Load(server.getAddress().getPort(), requests(), Call.TOKEN.expected(), 4);
    }

    private List<byte[]> requests() throws IOException {
        return Call.TOKEN.requests(server.getAddress().getPort(), List.of(new Credential("a", "b")));
    }

    private void answer(int status, String body) {
        server.createContext("/oauth2/token", exchange -> {
            int number = answered.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (number % 10 == 0) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.getResponseHeaders().set("X-Number", "" + number);
            boolean chunked = number % 2 == 0;
            exchange.sendResponseHeaders(status, chunked ? 0 : body.length());
            exchange.getResponseBody().write(body.getBytes(US_ASCII));
            exchange.close();
        });
        server.start();
    }
}
