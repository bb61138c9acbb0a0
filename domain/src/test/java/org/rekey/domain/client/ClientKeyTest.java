package org.rekey.domain.client;

import static org.rekey.domain.client.ClientFixture.FIRST;
import static org.rekey.domain.client.ClientFixture.ID;
import static org.rekey.domain.client.ClientFixture.INTERVAL;
import static org.rekey.domain.client.ClientFixture.SECOND;
import static org.rekey.domain.client.ClientFixture.START;
import static org.rekey.domain.client.ClientFixture.at;
import static org.rekey.domain.client.ClientFixture.created;
import static org.rekey.domain.client.ClientFixture.issued;
import static org.rekey.domain.client.ClientLifecycleTest.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rekey.domain.Refusal;
import org.rekey.domain.key.KeyId;
import org.rekey.domain.secret.ReportSecretExposed;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretExposed;
import org.rekey.domain.secret.SecretRetired;

class ClientKeyTest {

    private static final Instant LATER = START.plus(Duration.ofDays(10));
    private static final String JWK = "{\"kty\":\"EC\"}";

    @Test
    void a_key_lives_as_long_as_a_secret_that_is_issued_now() {
        at(LATER)
                .given(created(), issued())
                .when(new AddClientKey(ID, key(1), JWK))
                .expectEvents(added(1, LATER.plus(INTERVAL)));
        at(LATER)
                .given(created(RotationInterval.NEVER), issued())
                .when(new AddClientKey(ID, key(1), JWK))
                .expectEvents(added(1, null));
    }

    @Test
    void a_key_that_was_retired_never_comes_back() {
        refused(
                Refusal.Kind.CONFLICT,
                at(LATER)
                        .given(created(), issued(), added(1, null), new ClientKeyRetired(ID, key(1)))
                        .when(new AddClientKey(ID, key(1), JWK)));
    }

    @Test
    void at_most_five_keys_work_at_once() {
        List<Object> past = new ArrayList<>(List.of(created(), issued()));
        for (int i = 1; i <= 5; i++) {
            past.add(added(i, LATER));
        }
        refused(Refusal.Kind.CONFLICT, at(LATER.minusMillis(1)).given(past).when(new AddClientKey(ID, key(6), JWK)));
        at(LATER).given(past).when(new AddClientKey(ID, key(6), JWK)).expectEvents(added(6, LATER.plus(INTERVAL)));
    }

    @Test
    void retiring_twice_is_retiring_once() {
        at(LATER)
                .given(created(), issued(), added(1, null))
                .when(new RetireClientKey(ID, key(1)))
                .expectEvents(new ClientKeyRetired(ID, key(1)));
        at(LATER)
                .given(created(), issued(), added(1, null), new ClientKeyRetired(ID, key(1)))
                .when(new RetireClientKey(ID, key(1)))
                .expectNoEvents();
        refused(Refusal.Kind.UNKNOWN, at(LATER).given(created(), issued()).when(new RetireClientKey(ID, key(1))));
    }

    @Test
    void T10_an_exposed_secret_is_recorded_once_and_also_after_it_was_retired() {
        SecretExposed exposed = new SecretExposed(ID, FIRST, "a query");
        ReportSecretExposed report = new ReportSecretExposed(ID, FIRST, "a query");
        at(LATER).given(created(), issued()).when(report).expectEvents(exposed);
        at(LATER)
                .given(created(), issued(), new SecretRetired(ID, FIRST, RetiredReason.REVOKED))
                .when(report)
                .expectEvents(exposed);
        at(LATER).given(created(), issued(), exposed).when(report).expectNoEvents();
        at(LATER)
                .given(created(), issued())
                .when(new ReportSecretExposed(ID, SECOND, "a query"))
                .expectNoEvents();
    }

    private static ClientKeyAdded added(int number, Instant expiresAt) {
        return new ClientKeyAdded(ID, key(number), JWK, expiresAt);
    }

    private static KeyId key(int number) {
        return new KeyId("thumbprint-" + number);
    }
}
