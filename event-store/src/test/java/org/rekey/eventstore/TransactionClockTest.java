package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.SettableClock;

class TransactionClockTest {

    private final SettableClock time = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final TransactionClock clock = new TransactionClock(time);

    @Test
    void time_stands_still_within_a_transaction_and_goes_on_after_it() {
        Instant before = clock.instant();
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("work"));
        assertThat(clock.instant()).isEqualTo(before);
        time.tick(Duration.ofSeconds(1));
        UnitOfWork<?> nested = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("more work"));
        assertThat(clock.instant()).isEqualTo(before);
        nested.commit();
        unit.commit();
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(1));
    }
}
