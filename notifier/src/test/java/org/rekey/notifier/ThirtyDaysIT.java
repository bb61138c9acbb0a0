package org.rekey.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.DeleteClient;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.notifier.alert.MailParts;
import org.rekey.notifier.alert.SmtpSink;

/**
 * Thirty days in steps, with two notifiers of which one is killed or stopped for a while now and then. Twice each;
 * {@code -Drekey.notifier.kills=20} makes it twenty.
 */
class ThirtyDaysIT {

    private static final int KILLS = Integer.getInteger("rekey.notifier.kills", 2);
    private static final long SEED = Long.getLong("rekey.seed", System.nanoTime());
    private static final Duration STEP = Duration.ofDays(1);
    private static final int STEPS = 30;
    private static final List<String> INTERVALS = List.of("P7D", "P7D", "P14D", "P30D");
    private static final AlertRecipients OPS = new AlertRecipients(List.of(), List.of(), List.of("ops@acme.example"));

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Map<String, Object> database = EmbeddedDatabase.freshProperties();
    private final Map<String, Watched> clients = new TreeMap<>();
    private final Set<String> expected = new TreeSet<>();
    private final List<NotifierProcess> notifiers = new ArrayList<>();

    /** @param secret the current one, which expires at {@code expiry} */
    private record Watched(String secret, Duration interval, Instant expiry) {}

    @Test
    void I10_F11_F12_F13_F22_every_reminder_once_and_none_after_a_rotation() throws Exception {
        System.out.println("seed " + SEED);
        FileClock clock = new FileClock(directory.resolve("clock"));
        clock.set(Instant.parse("2026-11-21T10:00:00Z"));
        try (SmtpSink server = new SmtpSink();
                TestNotifier admin = new TestNotifier(
                        database,
                        clock,
                        Map.of("spring.autoconfigure.exclude", NotifierConfiguration.class.getName()))) {
            notifiers.add(notifier(server));
            notifiers.add(notifier(server));
            try {
                goThrough(clock, admin, server);
            } finally {
                for (NotifierProcess notifier : notifiers) {
                    notifier.close();
                }
            }
            check(admin, server.taken());
        }
    }

    private NotifierProcess notifier(SmtpSink server) throws Exception {
        Map<String, Object> settings = new HashMap<>(database);
        settings.put("spring.mail.host", "127.0.0.1");
        settings.put("spring.mail.port", server.port());
        settings.put("rekey.notifier.retry", "PT6S");
        return new NotifierProcess(settings, directory.resolve("clock"), Path.of("target", "thirty-days.log"));
    }

    private void goThrough(FileClock clock, TestNotifier admin, SmtpSink server) throws Exception {
        admin.allows("acme.example");
        for (int i = 0; i < 32; i++) {
            String interval = INTERVALS.get(i % INTERVALS.size());
            admin.creates("client-" + i, interval, OPS);
            Duration time = Duration.parse(interval);
            clients.put(
                    "client-" + i,
                    new Watched("s1-client-" + i, time, clock.instant().plus(time)));
        }
        Set<Integer> kills = some(KILLS);
        Set<Integer> pauses = some(KILLS);
        settle(clock, admin);
        for (int step = 0; step < STEPS; step++) {
            Instant before = clock.instant();
            clock.tick(STEP);
            if (kills.contains(step)) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                int one = random.nextInt(notifiers.size());
                notifiers.get(one).kill();
                notifiers.set(one, notifier(server));
            }
            NotifierProcess paused = pauses.contains(step) ? notifiers.get(random.nextInt(notifiers.size())) : null;
            if (paused != null) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                paused.signal("STOP");
                clock.tick(Duration.ofMinutes(1));
                TimeUnit.SECONDS.sleep(2);
                clock.tick(Duration.ofMinutes(1));
                paused.signal("CONT");
            }
            settle(clock, admin);
            clients.forEach((id, client) -> expect(client, before, clock.instant()));
            change(clock, admin, step);
            settle(clock, admin);
        }
    }

    private Set<Integer> some(int count) {
        Set<Integer> steps = new HashSet<>();
        while (steps.size() < count) {
            // There is something to be sent from the fourth day on.
            steps.add(4 + random.nextInt(STEPS - 4));
        }
        return steps;
    }

    /** Time goes on while they wait: what a killed one had in its hands is taken from it after a while. */
    private static void settle(FileClock clock, TestNotifier admin) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (admin.isSettled()) {
                        return true;
                    }
                    clock.tick(Duration.ofMillis(500));
                    return false;
                });
    }

    private void expect(Watched client, Instant after, Instant until) {
        int days = 3;
        for (Instant due = client.expiry().minus(Duration.ofDays(3));
                !due.isAfter(until);
                due = due.plus(Duration.ofDays(1))) {
            if (due.isAfter(after)) {
                expected.add(client.secret() + " " + days);
            }
            days--;
        }
    }

    private void change(FileClock clock, TestNotifier admin, int step) {
        List<String> ids = List.copyOf(clients.keySet());
        String id = ids.get(random.nextInt(ids.size()));
        if (step % 8 == 7) {
            admin.does(new DeleteClient(new ClientId(id)));
            clients.remove(id);
        } else if (random.nextInt(3) > 0) {
            Watched client = clients.get(id);
            String secret = "s-" + step + "-" + id;
            admin.rotates(id, secret);
            clients.put(
                    id, new Watched(secret, client.interval(), clock.instant().plus(client.interval())));
        }
    }

    private void check(TestNotifier admin, List<SmtpSink.Taken> taken) throws Exception {
        Map<String, String> byMessageId = new HashMap<>();
        for (SmtpSink.Taken mail : taken) {
            MimeMessage message =
                    new MimeMessage(null, new ByteArrayInputStream(mail.text().getBytes(StandardCharsets.ISO_8859_1)));
            String said = secretOf(message) + " " + daysLeft(message.getSubject());
            assertThat(byMessageId.merge(message.getMessageID(), said, (first, second) -> first))
                    .isEqualTo(said);
        }
        int twice = taken.size() - byMessageId.size();
        System.out.println(taken.size() + " mails, of which " + twice + " twice");
        assertThat(byMessageId.values()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(twice)
                .as("those that a killed notifier had just handed over")
                .isLessThanOrEqualTo(KILLS * 4);
        assertThat(admin.column("select payload from eventstore.event where payload_type = 'alert.reminder-sent'"))
                .hasSameSizeAs(expected);
    }

    private static String secretOf(MimeMessage message) throws Exception {
        return Arrays.stream(MailParts.of(message).get(0).split("\\R"))
                .filter(line -> line.startsWith("Secret id: "))
                .findFirst()
                .orElseThrow()
                .substring("Secret id: ".length());
    }

    private static int daysLeft(String subject) {
        if (subject.endsWith("has expired")) {
            return 0;
        }
        if (subject.contains("hour")) {
            return 1;
        }
        int days = Integer.parseInt(subject.replaceFirst(".* (\\d+) days?( ago)?$", "$1"));
        return subject.endsWith("ago") ? -days : days;
    }
}
