package org.rekey.token.key;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rekey.domain.key.SigningAlgorithm;
import org.rekey.domain.token.TokenPolicy;

/**
 * What is due: the next key is published before it signs, and a key stays until the last token that it can have signed has
 * expired.
 */
record RotationPlan(SigningAlgorithm algorithm, Duration rotateEvery, Duration publishAhead) {

    /** Clocks of those who check tokens may be slow. */
    private static final Duration MARGIN = Duration.ofHours(1);

    /** From when the next key is to sign, if it is to be published now. */
    Optional<Instant> nextSignsFrom(List<PublishedKey> oldestFirst, Instant now) {
        if (oldestFirst.isEmpty()) {
            return Optional.of(now);
        }
        PublishedKey newest = oldestFirst.get(oldestFirst.size() - 1);
        if (newest.signsFrom().isAfter(now)) {
            return Optional.empty();
        }
        Instant soonest = now.plus(publishAhead);
        Instant regular = newest.signsFrom().plus(rotateEvery);
        if (newest.algorithm() != algorithm || !regular.isAfter(soonest)) {
            return Optional.of(soonest);
        }
        return Optional.empty();
    }

    List<PublishedKey> toRetire(List<PublishedKey> oldestFirst, Instant now) {
        List<PublishedKey> over = new ArrayList<>();
        for (int i = 0; i + 1 < oldestFirst.size(); i++) {
            Instant successor = oldestFirst.get(i + 1).signsFrom();
            if (!now.isBefore(successor.plus(TokenPolicy.LONGEST_TTL).plus(MARGIN))) {
                over.add(oldestFirst.get(i));
            }
        }
        return over;
    }
}
