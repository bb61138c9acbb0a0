package org.rekey.eventstore;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Shows one and the same instant throughout a transaction: what was decided and the events of it bear the same time. */
final class TransactionClock extends Clock {

    private static final String NOW = "rekey.now";

    private final Clock clock;

    TransactionClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return CurrentUnitOfWork.isStarted()
                ? CurrentUnitOfWork.get().root().getOrComputeResource(NOW, key -> clock.instant())
                : clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new TransactionClock(clock.withZone(zone));
    }
}
