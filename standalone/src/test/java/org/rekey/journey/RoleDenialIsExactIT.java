package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;

/** I14: what starts after the answer to a change that takes a person's access away, fails; and the same credentials go on after it. */
class RoleDenialIsExactIT {

    private static final String ORDERS = "[{\"api\":\"orders\"}]";
    private static final int ROUNDS = Integer.getInteger("rekey.role-denials", 60);

    private record Denial(Runnable take, Runnable giveBack) {}

    private final RekeyHttp rekey = RunningRekey.shared().http();
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** Odd while access has been taken away and the answer to that has been read. */
    private final AtomicInteger phase = new AtomicInteger();

    @Test
    void DV_78_no_token_and_no_active_answer_once_the_change_is_answered() throws Exception {
        People person = People.with(rekey, "P30D", ORDERS);
        Credentials own = person.newCredentials();
        String token = rekey.token(own).token();
        List<Denial> denials = List.of(
                new Denial(person::disable, () -> person.enable("P30D", ORDERS)),
                new Denial(person::unassign, person::assign),
                new Denial(person::leave, person::join),
                new Denial(person::deactivate, person::reactivate));
        ExecutorService load = Executors.newFixedThreadPool(3);
        for (int i = 0; i < 3; i++) {
            load.execute(() -> hammer(RunningRekey.shared().http(), own, token));
        }
        for (int round = 0; round < ROUNDS; round++) {
            Denial denial = denials.get(round % denials.size());
            denial.take().run();
            phase.incrementAndGet();
            expectDenied(rekey, own, token);
            phase.incrementAndGet();
            denial.giveBack().run();
            rekey.token(own).expect(200);
            assertThat(rekey.introspect(token).isActive()).isTrue();
        }
        over = true;
        load.shutdown();
        assertThat(load.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(breaches).isEmpty();
        assertThat(served).as("requests served beside").hasValueGreaterThan(ROUNDS);
    }

    private void hammer(RekeyHttp http, Credentials own, String token) {
        while (!over) {
            int before = phase.get();
            Answer answer = http.token(own);
            Answer introspection = http.introspect(token);
            boolean denied = before % 2 == 1 && phase.get() == before;
            if (denied && (answer.status() != 401 || introspection.isActive())) {
                breaches.add(answer + " " + introspection);
            }
            served.incrementAndGet();
        }
    }

    private void expectDenied(RekeyHttp http, Credentials own, String token) {
        Answer answer = http.token(own);
        Answer introspection = http.introspect(token);
        if (answer.status() != 401 || introspection.status() != 200 || introspection.isActive()) {
            breaches.add(answer + " " + introspection);
        }
    }
}
