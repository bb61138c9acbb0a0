package org.rekey.token.exposure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.Halt;
import org.rekey.domain.Refusal;
import org.rekey.domain.secret.ReportSecretExposed;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretText;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.ConflictException;
import org.rekey.eventstore.Heartbeat;
import org.rekey.eventstore.Outage;
import org.rekey.eventstore.OutcomeUnknownException;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.Workers;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.limit.Guesses;
import org.rekey.token.limit.WrongSecrets;
import org.rekey.token.secret.SecretCheck;
import org.rekey.token.secret.SecretVersion;
import org.rekey.token.view.ViewUnavailableException;
import org.rekey.token.view.ViewWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Records which secrets were exposed. In a thread of its own: neither what is answered nor when says whether it was one,
 * and nobody waits for the database.
 */
@Component
public class ExposedSecrets implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ExposedSecrets.class);
    private static final int MOST_WAITING = 256;
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_LOOKS = 5;
    private static final Duration BEAT_EVERY = Duration.ofSeconds(5);
    private static final int SECONDS_BETWEEN_ATTEMPTS = 2;

    private final ViewWatch view;
    private final Clients clients;
    private final SecretCheck secrets;
    private final Guesses guesses;
    private final WrongSecrets wrong;
    private final Commits commits;
    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<String, Boolean> recorded =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread recording = new Thread(task, "exposed-secrets");
        recording.setDaemon(true);
        return recording;
    });

    ExposedSecrets(
            ViewWatch view,
            Clients clients,
            SecretCheck secrets,
            Guesses guesses,
            WrongSecrets wrong,
            Commits commits,
            Clock clock,
            Workers workers) {
        this.view = view;
        this.clients = clients;
        this.secrets = secrets;
        this.guesses = guesses;
        this.wrong = wrong;
        this.commits = commits;
        this.clock = clock;
        Heartbeat heartbeat = workers.register("exposed-secrets", BEAT_EVERY);
        var unused = thread.scheduleWithFixedDelay(heartbeat::beat, 0, BEAT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of very many at a time some are left out. */
    public void seen(Sighting sighting) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
        } else {
            thread.execute(guarded(() -> look(sighting, MOST_LOOKS)));
        }
    }

    /** Not for long: a secret does not lie about in memory until the database is back. */
    private void look(Sighting sighting, int looksLeft) {
        try {
            lookOnce(sighting);
        } catch (RuntimeException e) {
            if (isOverSoon(e) && looksLeft > 1) {
                again(() -> look(sighting, looksLeft - 1));
            } else {
                log.warn("Whether a secret was exposed cannot be told: {}, {}", sighting, e.toString());
                waiting.decrementAndGet();
            }
        }
    }

    private void lookOnce(Sighting sighting) {
        view.requireReady();
        TokenClient client = client(sighting);
        SecretVersion secret = client == null ? null : match(client, sighting);
        if (client == null || secret == null) {
            countGuess(sighting);
            waiting.decrementAndGet();
        } else if (recorded.getIfPresent(secret.id()) != null) {
            waiting.decrementAndGet();
        } else {
            record(
                    new ReportSecretExposed(new ClientId(client.id()), new SecretId(secret.id()), sighting.where()),
                    sighting.origin().of(client));
        }
    }

    /** A secret that Rekey made says itself whose it is, whoever is named beside it. */
    private @Nullable TokenClient client(Sighting sighting) {
        TokenClient owner = SecretText.isWellFormed(sighting.secret())
                ? clients.withSecret(secrets.hashOf(sighting.secret()))
                : null;
        return owner == null && sighting.clientId() != null ? clients.find(sighting.clientId()) : owner;
    }

    private void countGuess(Sighting sighting) {
        if (sighting.clientId() != null) {
            wrong.count(
                    sighting.clientId(), sighting.secret(), sighting.origin().address());
        }
    }

    private @Nullable SecretVersion match(TokenClient client, Sighting sighting) {
        return secrets.match(
                client.secrets(),
                sighting.secret(),
                clock.instant(),
                () -> !guesses.areTooMany(client.id(), sighting.origin().address()));
    }

    private void record(ReportSecretExposed report, Provenance who) {
        try {
            commits.dispatch(who, report);
            recorded.put(report.secretId().value(), true);
            waiting.decrementAndGet();
        } catch (Refusal deletedSince) {
            waiting.decrementAndGet();
        } catch (RuntimeException e) {
            if (isOverSoon(e)) {
                again(() -> record(report, who));
            } else {
                log.error("That a secret of client {} was exposed cannot be recorded", report.clientId(), e);
                waiting.decrementAndGet();
            }
        }
    }

    private static boolean isOverSoon(RuntimeException failure) {
        return failure instanceof ViewUnavailableException
                || failure instanceof ConflictException
                || failure instanceof OutcomeUnknownException
                || Outage.isCauseOf(failure);
    }

    private void again(Runnable task) {
        var unused = thread.schedule(guarded(task), SECONDS_BETWEEN_ATTEMPTS, TimeUnit.SECONDS);
    }

    /** The executor would keep an error to itself. */
    private Runnable guarded(Runnable task) {
        return Halt.guarding(() -> {
            try {
                task.run();
            } catch (Error e) {
                waiting.decrementAndGet();
                Thread here = Thread.currentThread();
                here.getUncaughtExceptionHandler().uncaughtException(here, e);
                throw e;
            }
        });
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
