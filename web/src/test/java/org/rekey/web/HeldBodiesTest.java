package org.rekey.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** A server with room for a few bodies that are on their way. */
class HeldBodiesTest {

    private static final int ROOM_FOR = 4;

    private static ConfigurableApplicationContext context;
    private static int port;

    @EnableAutoConfiguration
    static class Settings {

        @Bean
        FormPaths formPaths() {
            return new FormPaths(Set.of("/form"), Set.of("/form"));
        }

        @Bean
        SimpleUrlHandlerMapping form(Bodies bodies, HttpProperties http) {
            HttpRequestHandler handler = (request, response) -> {
                try {
                    Body body = bodies.read(request, http.bodies().forms());
                    if (body != null) {
                        response.getOutputStream().print("read " + body.length());
                    }
                } catch (BodyRefusal e) {
                    RefusalBody.of("/form", e.status(), e.explanation()).write(response, e.status());
                }
            };
            return new SimpleUrlHandlerMapping(Map.of("/form", handler), -1);
        }
    }

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(Settings.class)
                .properties(Map.of(
                        "server.port",
                        "0",
                        "rekey.http.bodies.short-time",
                        "1s",
                        "rekey.http.bodies.held",
                        2 * ROOM_FOR * (HeldBodies.CONNECTION + 2048) + "B"))
                .run();
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static Socket send(String text) throws IOException {
        return send(port, text);
    }

    private static Socket send(int port, String text) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10)); // in this order
        return socket;
    }

    private static Socket sendHeader() throws IOException {
        return send("POST /form HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 16000\r\n\r\n");
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void B01_who_sends_slowly_makes_room_for_others() throws IOException {
        List<Socket> senders = new ArrayList<>();
        for (int i = 0; i < 3 * ROOM_FOR; i++) {
            senders.add(sendHeader());
        }
        Awaitility.await().until(() -> answered(sendHeader()).startsWith("HTTP/1.1 200"));
        List<String> answers = new ArrayList<>();
        for (Socket sender : senders) {
            try (sender) {
                answers.add(answer(sender).substring(9, 12));
            }
        }
        assertThat(answers)
                .containsOnly("503", "408")
                .filteredOn("503"::equals)
                .hasSizeGreaterThanOrEqualTo(2 * ROOM_FOR);
    }

    private static String answered(Socket sender) throws IOException {
        try (sender) {
            sender.getOutputStream().write("a".repeat(16_000).getBytes(StandardCharsets.US_ASCII));
            return answer(sender);
        }
    }

    @Test
    void a_body_that_comes_with_its_header_takes_no_room() throws IOException {
        try (Socket socket =
                send("POST /form HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\na=b&c")) {
            assertThat(answer(socket)).endsWith("read 5");
        }
    }

    @Test
    void all_room_is_free_again_when_everybody_has_gone() throws IOException {
        for (int i = 0; i < 10; i++) {
            sendHeader().close();
        }
        Awaitility.await().until(() -> context.getBean(Bodies.class).held() == 0);
    }

    @Test
    void B01_a_header_that_does_not_end_is_cut_off() throws IOException {
        try (ConfigurableApplicationContext strict = new SpringApplicationBuilder(Settings.class)
                .properties(Map.of(
                        "server.port", "0",
                        "rekey.http.connections.headers", "2",
                        "rekey.http.connections.header-time", "1s"))
                .run()) {
            int strictPort = Integer.parseInt(strict.getEnvironment().getRequiredProperty("local.server.port"));
            Deque<Socket> senders = new ArrayDeque<>();
            for (int i = 0; i < 4; i++) {
                senders.add(send(strictPort, "GET / HTTP/1.1\r\nX: "));
            }
            for (int i = 0; i < 2; i++) {
                try (Socket oldest = senders.removeFirst()) {
                    assertThat(answer(oldest)).isEmpty();
                }
            }
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }
}
