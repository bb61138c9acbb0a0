package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;

/** I1: what starts after the answer to a delete has been read, fails. */
class DenialIsExactIT {

    private static final int PAIRS = Integer.getInteger("rekey.denials", 1000);

    private record Target(Credentials client, String token) {}

    private volatile boolean over;
    private volatile Target current;
    private volatile Target deleted;
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<String> breaches = new ConcurrentLinkedQueue<>();

    @Test
    void DV_46_no_token_and_no_active_answer_once_the_delete_is_answered() throws Exception {
        RekeyHttp rekey = RunningRekey.shared().http();
        ExecutorService load = Executors.newFixedThreadPool(3);
        for (int i = 0; i < 3; i++) {
            load.execute(() -> hammer(RunningRekey.shared().http()));
        }
        for (int i = 0; i < PAIRS; i++) {
            String format = i % 2 == 0 ? "\"token\":{\"format\":\"opaque\"}" : "";
            Credentials client = rekey.createClient("to be deleted " + i, format);
            Target target = new Target(client, rekey.token(client).expect(200).text("access_token"));
            assertThat(rekey.introspect(target.token()).isActive()).isTrue();
            current = target;
            rekey.delete("/api/v1/clients/" + client.id()).expect(204);
            deleted = target;
            expectDenied(rekey, target);
        }
        over = true;
        load.shutdown();
        assertThat(load.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(breaches).isEmpty();
        assertThat(served).as("requests served beside").hasValueGreaterThan(PAIRS);
    }

    private void hammer(RekeyHttp rekey) {
        while (!over) {
            Target gone = deleted;
            if (gone != null) {
                expectDenied(rekey, gone);
            }
            Target live = current;
            if (live != null && rekey.token(live.client()).status() < 500) {
                served.incrementAndGet();
            }
        }
    }

    private void expectDenied(RekeyHttp rekey, Target target) {
        Answer token = rekey.token(target.client());
        if (token.status() != 401) {
            breaches.add(token.toString());
        }
        Answer introspection = rekey.introspect(target.token());
        if (introspection.status() != 200 || introspection.isActive()) {
            breaches.add(introspection.toString());
        }
    }
}
