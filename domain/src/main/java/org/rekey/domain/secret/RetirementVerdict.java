package org.rekey.domain.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a retiring secret can be stopped without anybody noticing: nobody has used it for the window, and if anybody ever
 * has, the new one has been used since.
 *
 * @param since its last use; null when it was never used
 * @param by who is to move to the new secret: those that used the old one since the rotation, or if there are none, before it
 */
public record RetirementVerdict(
        State state, Duration window, @Nullable Instant since, List<SecretCaller> by) {

    public enum State {
        SAFE,
        IN_USE
    }

    /**
     * @param callers of the old secret
     * @param oldUsedAt when the old secret was used last; null when it never was
     * @param newUsedAt the same of the one that took its place
     */
    public static RetirementVerdict of(
            Instant now,
            Duration window,
            Instant rotatedAt,
            @Nullable Instant oldUsedAt,
            @Nullable Instant newUsedAt,
            List<SecretCaller> callers) {
        if (oldUsedAt == null || isQuiet(oldUsedAt, window, now) && hasMoved(oldUsedAt, newUsedAt)) {
            return new RetirementVerdict(State.SAFE, window, oldUsedAt, List.of());
        }
        List<SecretCaller> sinceRotation = callers.stream()
                .filter(caller -> !caller.lastUsedAt().isBefore(rotatedAt))
                .toList();
        return new RetirementVerdict(
                State.IN_USE, window, oldUsedAt, sinceRotation.isEmpty() ? callers : sinceRotation);
    }

    private static boolean isQuiet(Instant usedAt, Duration window, Instant now) {
        return !now.isBefore(usedAt.plus(window));
    }

    private static boolean hasMoved(Instant oldUsedAt, @Nullable Instant newUsedAt) {
        return newUsedAt != null && newUsedAt.isAfter(oldUsedAt);
    }
}
