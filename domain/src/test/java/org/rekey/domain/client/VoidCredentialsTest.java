package org.rekey.domain.client;

import static org.rekey.domain.client.ClientFixture.FIRST;
import static org.rekey.domain.client.ClientFixture.HASH;
import static org.rekey.domain.client.ClientFixture.ID;
import static org.rekey.domain.client.ClientFixture.SECOND;
import static org.rekey.domain.client.ClientFixture.START;
import static org.rekey.domain.client.ClientFixture.at;
import static org.rekey.domain.client.ClientFixture.created;
import static org.rekey.domain.client.ClientFixture.issued;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.rekey.domain.key.KeyId;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;

/** What stops working when a client gets rights over Rekey that whoever set it did not hold. */
class VoidCredentialsTest {

    private static final VoidClientCredentials DELETING = new VoidClientCredentials(ID, Set.of("rekey.delete"));
    private static final KeyId KEY = new KeyId("k1");

    private static Object by(String actor, String rights, Object event) {
        return new GenericEventMessage<>(event, Map.of("actor", actor, "rights", rights));
    }

    private static SecretRotated rotated() {
        return new SecretRotated(ID, FIRST, SECOND, HASH, null, START.plus(Duration.ofDays(1)), null);
    }

    @Test
    void B05_what_somebody_without_the_right_set_is_revoked_and_the_rest_stays() {
        at(START)
                .given(
                        by("client:admin", "rekey.delete rekey.write", created()),
                        by("client:admin", "rekey.delete rekey.write", issued()),
                        by("client:writer", "rekey.write", rotated()),
                        by("client:writer", "rekey.write", new ClientKeyAdded(ID, KEY, "{}", null)))
                .when(DELETING)
                .expectEvents(new SecretRetired(ID, SECOND, RetiredReason.REVOKED), new ClientKeyRetired(ID, KEY));
    }

    @Test
    void B05_older_events_say_nothing_so_whoever_set_it_counts_as_somebody_without_rights() {
        at(START)
                .given(created(), issued())
                .when(DELETING)
                .expectEvents(new SecretRetired(ID, FIRST, RetiredReason.REVOKED));
    }

    @Test
    void what_a_process_of_rekey_set_stays() {
        Object byProcess = new GenericEventMessage<>(issued(), Map.of("actor", "process:standalone"));
        at(START).given(created(), byProcess).when(DELETING).expectNoEvents();
        at(START)
                .given(created(), by("user:jane", "*", issued()))
                .when(DELETING)
                .expectNoEvents();
    }
}
