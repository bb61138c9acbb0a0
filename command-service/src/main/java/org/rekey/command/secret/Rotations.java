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

    /** Begins when the request comes in, and is closed when its answer is there. */
    Turn turn(ClientId client) {
        return new Turn(client, underWay.add(client));
    }

    final class Turn implements AutoCloseable {

        private final ClientId client;
        private final boolean first;

        private Turn(ClientId client, boolean first) {
            this.client = client;
            this.first = first;
        }

        void refuseUnlessFirst() {
            if (!first) {
                throw Refusal.conflict("the secret is being rotated at this very moment");
            }
        }

        @Override
        public void close() {
            if (first) {
                underWay.remove(client);
            }
        }
    }
}
