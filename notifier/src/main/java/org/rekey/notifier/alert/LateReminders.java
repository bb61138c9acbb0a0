package org.rekey.notifier.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.rekey.notifier.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says for how long the reminder that waits longest has been due. */
@Component
class LateReminders extends Rounds implements MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(LateReminders.class);
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final ReminderTable table;
    private final Duration lateAfter;
    private final Clock clock;

    LateReminders(ReminderTable table, MailProperties properties, Clock clock) {
        super("late-reminders", 1, EVERY);
        this.table = table;
        this.lateAfter = properties.lateAfter();
        this.clock = clock;
    }

    @Override
    protected void round() {
        Duration late = oldest();
        if (late.compareTo(lateAfter) > 0) {
            log.warn("A reminder has been due for {}", late);
        }
    }

    private Duration oldest() {
        return table.oldestDue()
                .map(since -> Duration.between(since, clock.instant()))
                .orElse(Duration.ZERO);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        TimeGauge.builder("rekey.reminders.oldest.due", () -> oldest().toSeconds(), TimeUnit.SECONDS)
                .description("For how long the reminder that waits longest has been due")
                .register(meters);
    }
}
