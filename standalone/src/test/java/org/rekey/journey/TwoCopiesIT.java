package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.journey.RekeyHttp.Credentials;

/**
 * Two copies with default settings on one PostgreSQL, started at the same moment on an empty database. One of them serves.
 * {@code -Drekey.denials=1000} asks for that many denials.
 */
class TwoCopiesIT {

    private static final int DENIALS = Integer.getInteger("rekey.denials", 20);
    private static final String SHARED_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final AtomicInteger TARGETS = new AtomicInteger();

    @TempDir
    Path directory;

    private final List<DatabaseLink> links = new ArrayList<>();
    private final List<RekeyProcess> copies = new ArrayList<>();
    private RekeyProcess serving;
    private RekeyProcess standby;
    private DatabaseLink link;
    private RekeyHttp first;
    private RekeyHttp second;

    @BeforeEach
    void start() throws Exception {
        String database = EmbeddedDatabase.freshUrl();
        int port = EmbeddedDatabase.server().getPort();
        for (String name : List.of("a", "b")) {
            DatabaseLink way = new DatabaseLink(port);
            links.add(way);
            copies.add(RekeyProcess.launch(
                    Files.createDirectory(directory.resolve(name)),
                    Map.of("REKEY_MASTER_KEY", SHARED_KEY),
                    "--spring.datasource.url=" + database.replace(":" + port + "/", ":" + way.port() + "/"),
                    "--spring.datasource.username=postgres",
                    "--spring.datasource.password=postgres",
                    "--rekey.issuer=http://localhost:8080"));
        }
        copies.get(0).await(() -> copies.stream().allMatch(RekeyProcess::isLive));
        copies.get(0)
                .await(() -> copies.stream().anyMatch(RekeyProcess::isReady)
                        && firstRuns().size() == 1);
        int one = copies.get(0).isReady() ? 0 : 1;
        serving = copies.get(one);
        link = links.get(one);
        standby = copies.get(1 - one);
        first = new RekeyHttp(
                        serving.url(),
                        Credentials.of(RekeyHttp.firstRun(firstRuns().get(0))))
                .signIn()
                .withAnApi();
        second = first.at(standby.url());
    }

    @AfterEach
    void stop() throws Exception {
        for (RekeyProcess copy : copies) {
            copy.kill();
        }
        for (DatabaseLink each : links) {
            each.close();
        }
    }

    private List<Path> firstRuns() {
        return copies.stream()
                .map(RekeyProcess::data)
                .filter(data -> Files.exists(data.resolve("first-run.json")))
                .toList();
    }

    private record Target(Credentials client, String token) {}

    private Target target() {
        return target(first);
    }

    private static Target target(RekeyHttp rekey) {
        Credentials client = rekey.createClient("target " + TARGETS.incrementAndGet(), "");
        return new Target(client, rekey.token(client).token());
    }

    /** Whatever a copy says, it does not say yes. */
    private List<String> acceptances(Target denied) {
        return Stream.of(first, second)
                .flatMap(copy -> Stream.of(copy.token(denied.client()), copy.introspect(denied.token()))
                        .filter(answer ->
                                answer.status() == 200 && (answer.json().has("access_token") || answer.isActive())))
                .map(Answer::toString)
                .toList();
    }

    private static boolean deny(RekeyHttp copy, Target target, int how) {
        String path = "/api/v1/clients/" + target.client().id();
        Answer answer =
                switch (how) {
                    case 0 -> copy.delete(path);
                    case 1 -> copy.post(path + "/suspend", "");
                    default -> copy.post(path + "/rotate", "{\"grace\":\"PT0S\"}");
                };
        return answer.status() < 300 || answer.status() == 404; // an earlier attempt whose outcome was unknown
    }

    @Test
    void B04_B06_B09_once_a_denial_through_either_copy_is_answered_no_copy_accepts() throws Exception {
        assertThat(serving.isReady()).isTrue();
        assertThat(standby.isReady()).isFalse();
        assertThat(second.token(first.createClient("nobody", "")).status()).isEqualTo(503);

        Queue<String> breaches = new ConcurrentLinkedQueue<>();
        Queue<Target> denied = new ConcurrentLinkedQueue<>();
        ExecutorService load = Executors.newFixedThreadPool(2);
        load.execute(() -> hammer(first.at(serving.url()), denied, breaches));
        load.execute(() -> hammer(first.at(serving.url()), denied, breaches));
        Random random = new Random(1);
        int answered = 0;
        for (int i = 0; i < DENIALS; i++) {
            Target target = target();
            if (deny(random.nextBoolean() ? first : second, target, i % 3)) {
                answered++;
                breaches.addAll(refusedOnly(target, i % 3));
                denied.add(i % 3 == 2 ? new Target(target.client(), "") : target);
            }
        }
        load.shutdownNow();
        assertThat(load.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(breaches).isEmpty();
        assertThat(answered).isEqualTo(DENIALS);
    }

    /** A token that the secret obtained before its rotation stays good. */
    private List<String> refusedOnly(Target target, int how) {
        return acceptances(how == 2 ? new Target(target.client(), "") : target);
    }

    private void hammer(RekeyHttp copy, Queue<Target> denied, Queue<String> breaches) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                denied.forEach(target -> {
                    if (copy.token(target.client()).status() == 200) {
                        breaches.add("a token for " + target.client().id());
                    }
                });
                copy.get("/api/v1/clients?limit=1");
            } catch (RuntimeException interrupted) {
                return;
            }
        }
    }

    @Tag("faults")
    @Test
    void B04_a_copy_that_was_paused_accepts_nothing_after_it_wakes() throws Exception {
        Target target = target();
        serving.signal("STOP");

        standby.await(() -> deny(second, target, 0));
        standby.await(standby::isReady);
        serving.signal("CONT");

        for (int i = 0; i < 200; i++) {
            assertThat(acceptances(target)).isEmpty();
        }
        assertThat(second.token(target(second).client()).status()).isEqualTo(200);
        assertThat(serving.isReady()).isFalse();
    }

    @Tag("faults")
    @Test
    void B04_a_copy_that_is_cut_off_accepts_nothing_once_its_lease_has_ended() throws Exception {
        Target target = target();
        Target before = target();
        link.cut();
        assertThat(first.token(before.client()).status()).isEqualTo(200);

        standby.await(() -> deny(second, target, 0));

        assertThat(acceptances(target)).isEmpty();
        await().during(Duration.ofSeconds(25)).atMost(Duration.ofSeconds(40)).until(() -> acceptances(target)
                .isEmpty());
        assertThat(standby.isReady()).isTrue();
        link.mend();
        await().during(Duration.ofSeconds(10)).atMost(Duration.ofSeconds(20)).until(() -> acceptances(target)
                .isEmpty());
        assertThat(second.token(before.client()).status()).isEqualTo(200);
    }

    @Tag("faults")
    @Test
    void B09_when_the_serving_copy_dies_the_other_serves_soon() throws Exception {
        Target target = target();
        serving.kill();

        long killed = System.nanoTime();
        standby.await(() -> second.token(target.client()).status() == 200);

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(12));
        standby.await(standby::isReady);
    }
}
