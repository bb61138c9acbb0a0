package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rekey.eventstore.TestApplication.SOON;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseIT {

    private static final String PROJECTION = "test.counts";
    private static final Duration TERM = Duration.ofSeconds(5);
    private static final TestApplication application = TestApplication.start();

    private long nanos = 1_000;
    private long millis = 1_000;
    private final Lease lease = leases().open(PROJECTION, TERM);

    @AfterAll
    static void close() {
        application.close();
    }

    @AfterEach
    void release() {
        lease.release();
        application.jdbc().sql("delete from eventstore.lease").update();
    }

    private Leases leases() {
        return new Leases(
                application.jdbc(),
                application.positions(),
                application.bean(NodeSession.class),
                () -> nanos,
                () -> millis);
    }

    private long head() {
        return application.bean(LogHead.class).committed();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        millis += time.toMillis();
    }

    private boolean isGivenUp() {
        return application
                .jdbc()
                .sql("select count(*) from eventstore.lease")
                .query(Long.class)
                .single()
                .equals(0L);
    }

    @Test
    void B04_it_ends_when_it_is_not_renewed() {
        lease.renew(head());
        assertThat(lease.isHeld()).isTrue();

        pass(TERM.minusMillis(1));
        assertThat(lease.isHeld()).isTrue();

        pass(Duration.ofMillis(1));
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void it_goes_on_when_it_is_renewed() {
        lease.renew(head());
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(2));
            lease.renew(head());
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void B04_a_process_that_slept_with_its_machine_sees_it_by_the_time_of_day() {
        lease.renew(head());
        millis += TERM.toMillis();

        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void B04_after_a_gap_it_is_held_again_when_all_has_been_seen_that_was_committed_meanwhile() {
        application.create("counter:before-the-gap");
        long seen = head();
        lease.renew(seen);
        pass(TERM);
        application.create("counter:in-the-gap");

        lease.renew(seen);
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.isGranted()).isTrue();

        lease.renew(head());
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void B04_it_is_not_held_by_a_process_that_does_not_have_the_claim() {
        Lease other = leases().open("test.nobody", TERM);

        other.renew(head());

        assertThat(other.isHeld()).isFalse();
        other.release();
    }

    @Test
    void B06_a_denial_waits_until_another_copy_has_seen_it() throws Exception {
        lease.renew(head());
        long position = application.create("counter:denial");

        var answer = CompletableFuture.supplyAsync(() -> leases().awaitSeen(position));
        assertThat(answer).isNotDone();
        lease.renew(position);

        assertThat(answer.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void B04_a_denial_waits_for_a_copy_that_has_died_until_its_lease_has_ended_and_no_longer() {
        Lease shortLease = leases().open(PROJECTION, Duration.ofSeconds(1));
        shortLease.renew(head());
        long position = application.create("counter:died");
        long before = System.nanoTime();

        assertThat(leases().awaitSeen(position)).isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1_000));
    }

    @Test
    void nobody_waits_for_a_copy_that_has_released_its_lease() {
        lease.renew(0);
        lease.release();
        assertThat(lease.isHeld()).isFalse();
        assertThat(isGivenUp()).isTrue();

        assertThat(leases().awaitSeen(application.create("counter:released"))).isTrue();
    }

    @Test
    void B06_a_denial_in_the_same_process_waits_for_what_is_in_memory() {
        Leases here = leases();
        Lease own = here.open(PROJECTION, TERM);
        own.renew(head());

        long position = application.create("counter:here");

        assertThat(here.awaitSeen(position)).isTrue();
        assertThat(application.positions().positionHere(PROJECTION)).isGreaterThanOrEqualTo(position);
        own.release();
    }

    @Test
    void two_processes_cannot_have_one_node_id() {
        DataSource database = application.bean(DataSource.class);
        NodeSession other = new NodeSession(database, "the-same");
        try (NodeSession first = new NodeSession(database, "the-same")) {
            assertThat(first.isHeld()).isTrue();
            assertThat(other.isHeld()).isFalse();
            assertThatThrownBy(other::claim)
                    .isInstanceOf(UnfitDatabaseException.class)
                    .hasMessageContaining("the-same");
        }
        await().atMost(SOON).until(other::isHeld);
        other.close();
    }
}
