package org.rekey.command.secret;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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
    Turn turn() {
        return new Turn();
    }

    final class Turn implements AutoCloseable {

        private @Nullable ClientId taken;

        void take(ClientId client) {
            if (client.equals(taken)) {
                return;
            }
            if (!underWay.add(client)) {
                throw Refusal.conflict("the secret is being rotated at this very moment");
            }
            taken = client;
        }

        @Override
        public void close() {
            if (taken != null) {
                underWay.remove(taken);
            }
        }
    }
}
