package org.rekey.command.secret;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;

/**
 * Of two who rotate the same secret at once, one wins and the other is told. The log sees to that while their
 * transactions overlap, wherever they run; within a process this widens "at once" to the whole of both requests, so that
 * nobody replaces a secret whose answer has not been sent yet.
 */
final class Rotations {

    private final Set<ClientId> underWay = ConcurrentHashMap.newKeySet();

    /** Taken when the rotation is decided on, and closed when its answer is there. */
    Turn turn(ClientId client) {
        return new Turn(client);
    }

    final class Turn implements AutoCloseable {

        private final ClientId client;
        private boolean taken;

        private Turn(ClientId client) {
            this.client = client;
        }

        void take() {
            taken = taken || underWay.add(client);
            if (!taken) {
                throw Refusal.conflict("the secret is being rotated at this very moment");
            }
        }

        @Override
        public void close() {
            if (taken) {
                underWay.remove(client);
            }
        }
    }
}
