package org.rekey.domain.secret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All secrets that a client has had, oldest first. At most the newest two ever work. */
public final class SecretRing {

    private final List<Secret> secrets = new ArrayList<>();

    public void on(SecretIssued event, Instant at) {
        secrets.add(Secret.issued(event.secretId(), at, event.expiresAt()));
    }

    public void on(SecretRotated event, Instant at) {
        Instant graceEnd = event.previousValidUntil();
        if (graceEnd != null) {
            replace(event.previous(), secret -> secret.validUntil(graceEnd));
        }
        secrets.add(Secret.issued(event.current(), at, event.expiresAt()));
    }

    public void on(SecretRetired event) {
        replace(event.secretId(), secret -> secret.retired(event.reason()));
    }

    public void on(SecretExposed event) {
        replace(event.secretId(), Secret::seenByOthers);
    }

    /** The newest secret, whether it still works or not, now expires at this instant. */
    public void currentExpiresAt(@Nullable Instant expiresAt) {
        replace(current().id(), secret -> secret.expiringAt(expiresAt));
    }

    public Secret current() {
        return secrets.get(secrets.size() - 1);
    }

    public Optional<Secret> find(SecretId id) {
        return secrets.stream().filter(secret -> secret.id().equals(id)).findFirst();
    }

    /** The secret of an earlier rotation that has not been recorded as retired yet. */
    public Optional<Secret> retiring() {
        return secrets.stream()
                .filter(secret -> secret.validUntil() != null && secret.retired() == null)
                .findFirst();
    }

    /** Until when the current secret works if it is rotated now; null when it has been retired already. */
    public @Nullable Instant graceEnd(GracePeriod grace, Instant now) {
        return current().retired() == null ? grace.endFor(now, current().expiresAt()) : null;
    }

    /** When the current secret expires if this interval applies from now on. One that has been retired stays as it is. */
    public @Nullable Instant expiryUnder(RotationInterval interval, Instant now) {
        Secret current = current();
        return current.retired() != null
                ? current.expiresAt()
                : interval.expiryFrom(now, current.issuedAt(), current.expiresAt());
    }

    public List<Secret> all() {
        return Collections.unmodifiableList(secrets);
    }

    private void replace(SecretId id, UnaryOperator<Secret> change) {
        secrets.replaceAll(secret -> secret.id().equals(id) ? change.apply(secret) : secret);
    }
}
