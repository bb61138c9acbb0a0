package org.rekey.command.secret;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rekey.domain.Refusal;

/**
 * Of two who rotate the same secret at once, one wins and the other is told. The log sees to that while their
 * transactions overlap; this widens "at once" to when the winner's answer is sent, so that nobody replaces a secret that
 * has not been seen yet. Each process for itself.
 */
final class Rotations {

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Turn turn(String clientId) {
        return new Turn(clientId);
    }

    final class Turn implements AutoCloseable {

        private final String clientId;
        private boolean taken;

        private Turn(String clientId) {
            this.clientId = clientId;
        }

        void take() {
            if (!underWay.add(clientId)) {
                throw Refusal.conflict("the secret is being rotated at this very moment");
            }
            taken = true;
        }

        @Override
        public void close() {
            if (taken) {
                underWay.remove(clientId);
            }
        }
    }
}
