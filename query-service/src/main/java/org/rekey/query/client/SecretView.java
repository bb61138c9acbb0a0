package org.rekey.query.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RetirementVerdict;
import org.rekey.domain.secret.SecretCaller;

/**
 * One version of a client's secret, and who uses it.
 *
 * @param exposedAt when it was seen where others may have kept it
 * @param lastReminder when people were told that it is about to stop working; null when they never were
 * @param verdict whether it can be stopped; null unless it is retiring
 * @param callers the last that used it
 * @param addresses from where it was used last
 * @param agents the programs that used it last
 */
record SecretView(
        String secretId,
        SecretState state,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant validUntil,
        @Nullable Instant lastUsedAt,
        long uses,
        @Nullable RetiredReason retiredReason,
        @Nullable Instant exposedAt,
        @Nullable LastReminder lastReminder,
        @Nullable RetirementVerdict verdict,
        List<SecretCaller> callers,
        List<String> addresses,
        List<String> agents) {

    static List<SecretView> at(Instant now, List<Row> newestFirst, Duration safeAfter) {
        List<SecretView> views = new ArrayList<>();
        Row successor = null;
        for (Row secret : newestFirst) {
            views.add(secret.at(now, successor, safeAfter));
            successor = secret;
        }
        return views;
    }

    /** As it stands in the database. */
    record Row(
            String secretId,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant validUntil,
            @Nullable RetiredReason retiredReason,
            @Nullable Instant exposedAt,
            @Nullable LastReminder lastReminder,
            @Nullable Instant lastUsedAt,
            long uses,
            List<SecretCaller> callers) {

        /** @param successor what took its place; null of the newest */
        SecretView at(Instant now, @Nullable Row successor, Duration safeAfter) {
            RetiredReason reason = SecretState.reasonAt(now, retiredReason, expiresAt, validUntil);
            SecretState state = SecretState.of(reason, validUntil);
            return new SecretView(
                    secretId,
                    state,
                    createdAt,
                    expiresAt,
                    validUntil,
                    lastUsedAt,
                    uses,
                    reason,
                    exposedAt,
                    lastReminder,
                    state == SecretState.RETIRING && successor != null ? verdict(now, successor, safeAfter) : null,
                    callers,
                    Callers.addresses(callers),
                    Callers.agents(callers));
        }

        private RetirementVerdict verdict(Instant now, Row successor, Duration safeAfter) {
            return RetirementVerdict.of(
                    now, safeAfter, successor.createdAt(), lastUsedAt, successor.lastUsedAt(), callers);
        }
    }
}
