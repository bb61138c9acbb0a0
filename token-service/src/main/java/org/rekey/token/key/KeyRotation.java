package org.rekey.token.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.rekey.domain.key.ActivateSigningKey;
import org.rekey.domain.key.KeyId;
import org.rekey.domain.key.RetireSigningKey;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Denials;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.Provenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Publishes and retires keys when it is time. Of several processes one does it; the others find it done. */
@Component
public class KeyRotation {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final Provenance WHO = Provenance.process("token-service");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int KID_LENGTH = 22;

    private final SigningKeys keys;
    private final SealedKeys sealedKeys;
    private final RotationPlan plan;
    private final Commits commits;
    private final Denials denials;
    private final LogHead head;
    private final ProjectionPositions positions;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final FastRandom random;

    KeyRotation(
            SigningKeys keys,
            SealedKeys sealedKeys,
            KeyProperties properties,
            Commits commits,
            Denials denials,
            LogHead head,
            ProjectionPositions positions,
            JdbcClient jdbc,
            Clock clock,
            FastRandom random) {
        this.keys = keys;
        this.sealedKeys = sealedKeys;
        this.plan = new RotationPlan(properties.algorithm(), properties.rotateEvery(), properties.publishAhead());
        this.commits = commits;
        this.denials = denials;
        this.head = head;
        this.positions = positions;
        this.jdbc = jdbc;
        this.clock = clock;
        this.random = random;
    }

    public void run() {
        Instant now = clock.instant();
        if (isDue(now)) {
            denials.awaitSeen(commits.inOneTransaction(WHO, dispatch -> {
                        rotate(dispatch, now);
                        return null;
                    })
                    .position());
        }
    }

    private boolean isDue(Instant now) {
        var published = keys.current().all();
        return plan.nextSignsFrom(published, now).isPresent()
                || !plan.toRetire(published, now).isEmpty();
    }

    /** The lock is held until the transaction ends; who gets it looks again, at all that was committed before. */
    private void rotate(Commits.Dispatch dispatch, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rekey.signing-keys', 0))")
                .query(row -> {});
        if (!positions.await("token.view", head.committed(), PATIENCE)) {
            log.warn("The token view is behind: the signing keys are looked at later");
            return;
        }
        var published = keys.current().all();
        plan.nextSignsFrom(published, now).ifPresent(signsFrom -> publish(dispatch, signsFrom, now));
        plan.toRetire(published, now).forEach(key -> retire(dispatch, key));
    }

    private void publish(Commits.Dispatch dispatch, Instant signsFrom, Instant now) {
        String kid = random.text(KID_LENGTH);
        try {
            KeyPair pair = KeyForm.generate(plan.algorithm());
            sealedKeys.put(kid, pair.getPrivate(), now);
            dispatch.send(new ActivateSigningKey(
                    new KeyId(kid),
                    plan.algorithm(),
                    KeyForm.publicJwk(kid, plan.algorithm(), pair.getPublic()),
                    signsFrom));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + plan.algorithm() + " key can be made", e);
        }
        log.info("The {} key {} signs from {}", plan.algorithm(), kid, signsFrom);
    }

    private void retire(Commits.Dispatch dispatch, PublishedKey key) {
        sealedKeys.delete(key.kid());
        dispatch.send(new RetireSigningKey(new KeyId(key.kid())));
        log.info("The key {} is retired", key.kid());
    }
}
