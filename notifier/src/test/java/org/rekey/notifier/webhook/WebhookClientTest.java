package org.rekey.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.core5.http.MessageConstraintException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.webhook.NetworkRange;
import org.rekey.domain.webhook.PublicInternet;
import org.rekey.notifier.webhook.GuardedNames.ForbiddenAddressException;

/** Against servers that mean no good. */
class WebhookClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long MUCH = 64 << 20;

    private final InMemoryDnsResolver names = new InMemoryDnsResolver();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void A29_an_answer_whose_head_does_not_end_is_not_read() throws IOException {
        AtomicLong sent = answers("HTTP/1.1 200 OK\r\nX: ", "a".repeat(8192));
        assertThatThrownBy(() -> post(allowed(), "127.0.0.1")).isInstanceOf(MessageConstraintException.class);
        assertThat(sent.get()).isLessThan(MUCH);
    }

    @Test
    void A29_an_answer_with_too_many_headers_is_not_read() throws IOException {
        AtomicLong sent = answers("HTTP/1.1 200 OK\r\n", "X: a\r\n".repeat(1000));
        assertThatThrownBy(() -> post(allowed(), "127.0.0.1")).isInstanceOf(MessageConstraintException.class);
        assertThat(sent.get()).isLessThan(MUCH);
    }

    @Test
    void A29_the_body_of_an_answer_is_not_read() throws IOException {
        AtomicLong sent = answers("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", "a".repeat(8192));
        assertThat(post(allowed(), "127.0.0.1")).isEqualTo(200);
        assertThat(sent.get()).isLessThan(MUCH);
    }

    @Test
    void A29_a_server_that_says_nothing_is_left() throws IOException {
        answers("HTTP/1.1 200 OK\r\n", "");
        assertThatThrownBy(() -> post(allowed(), "127.0.0.1")).isInstanceOf(IOException.class);
    }

    @Test
    void A29_a_name_that_leads_inside_by_now_is_not_called() throws IOException {
        names.add("hooks.acme.example", InetAddress.getByName("127.0.0.1"));
        PublicInternet strict = new PublicInternet(List.of());
        assertThatThrownBy(() -> post(strict, "hooks.acme.example")).isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> post(strict, "127.0.0.1")).isInstanceOf(ForbiddenAddressException.class);
        answers("HTTP/1.1 204 No Content\r\n\r\n", "");
        assertThat(post(allowed(), "hooks.acme.example")).isEqualTo(204);
    }

    @Test
    void A29_plain_http_stays_in_the_networks_that_were_allowed() throws IOException {
        names.add("hooks.acme.example", InetAddress.getByName("1.1.1.1"));
        assertThatThrownBy(() -> post(allowed(), "hooks.acme.example")).isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void B17_a_name_that_nobody_answers_for_takes_no_longer_than_the_rest() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        DnsResolver slow = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                while (never.getCount() > 0) {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        continue; // as the resolver of the system, which cannot be broken off
                    }
                }
                throw new UnknownHostException(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        Duration patience = Duration.ofMillis(200);
        try (WebhookClient client = new WebhookClient(slow, allowed(), patience)) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> client.post("http://hooks.acme.example/", Map.of(), "{}"))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(patience, patience.multipliedBy(5));
        } finally {
            never.countDown();
        }
    }

    private static PublicInternet allowed() {
        return new PublicInternet(List.of(NetworkRange.parse("127.0.0.0/8")));
    }

    private int post(PublicInternet addresses, String host) throws IOException {
        names.add("127.0.0.1", InetAddress.getByName("127.0.0.1"));
        try (WebhookClient client = new WebhookClient(names, addresses, PATIENCE)) {
            return client.post("http://" + host + ":" + server.getLocalPort() + "/", Map.of(), "{}");
        }
    }

    /** @return how many characters of the rest, which comes again and again, it could get rid of */
    private AtomicLong answers(String head, String rest) {
        AtomicLong sent = new AtomicLong();
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                while (!rest.isEmpty() && sent.addAndGet(rest.length()) < MUCH) {
                    out.write(rest.getBytes(StandardCharsets.US_ASCII));
                }
                while (socket.getInputStream().read() >= 0) {}
            } catch (IOException e) {
                // It was left.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return sent;
    }
}
