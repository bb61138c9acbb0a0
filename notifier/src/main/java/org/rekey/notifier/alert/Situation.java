package org.rekey.notifier.alert;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.alert.ReminderKey;
import org.rekey.domain.alert.ReminderSchedule;
import org.rekey.domain.secret.RetirementVerdict;
import org.rekey.domain.secret.SecretId;

/**
 * What is true of a client when people are about to be told of one of its secrets.
 *
 * @param owner as whom a user's client acts, and who answers for another one
 * @param expiresAt when the current secret expires; null when it does not
 * @param noAccess whether it is a user's who may use no API at present
 * @param retiring its secret before the current one; null when that works no longer
 */
record Situation(
        ClientId clientId,
        String name,
        boolean ofUser,
        @Nullable String tenant,
        @Nullable String owner,
        AlertRecipients alerts,
        SecretId currentSecret,
        @Nullable Instant expiresAt,
        boolean revoked,
        boolean noAccess,
        @Nullable Retiring retiring) {

    /**
     * The secret that was rotated, while it still works.
     *
     * @param verdict whether it can be stopped by now
     */
    record Retiring(SecretId secretId, Instant worksUntil, RetirementVerdict verdict) {}

    /** Why nobody needs to be told any more; null when somebody does. */
    @Nullable
    String reasonToBeSilent(ReminderKey reminder, ReminderSchedule schedule, Instant now) {
        return switch (reminder.kind()) {
            case EXPIRY -> reasonNotToSayThatItExpires(reminder, schedule, now);
            case GRACE_END -> reasonNotToSayThatItRetires(reminder, now);
        };
    }

    private @Nullable String reasonNotToSayThatItRetires(ReminderKey reminder, Instant now) {
        if (retiring == null
                || !retiring.secretId().equals(reminder.secretId())
                || !now.isBefore(retiring.worksUntil())) {
            return "works no longer";
        }
        return retiring.verdict().state() == RetirementVerdict.State.SAFE ? "nobody uses it any more" : null;
    }

    private @Nullable String reasonNotToSayThatItExpires(ReminderKey reminder, ReminderSchedule schedule, Instant now) {
        if (!currentSecret.equals(reminder.secretId())) {
            return "rotated";
        }
        if (revoked) {
            return "revoked";
        }
        if (expiresAt == null || schedule.latestDue(expiresAt, now).isEmpty()) {
            return "expires later than when this was due";
        }
        return noAccess ? "its user may use no API at present" : null;
    }

    /** When the secret stops working. Only of what there is a reason to tell. */
    Instant worksUntil(ReminderKey reminder) {
        return switch (reminder.kind()) {
            case EXPIRY -> Objects.requireNonNull(expiresAt);
            case GRACE_END -> Objects.requireNonNull(retiring).worksUntil();
        };
    }
}
