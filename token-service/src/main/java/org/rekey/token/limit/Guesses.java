package org.rekey.token.limit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts wrong credentials of clients, by client and network and by network alone. Costs whoever is right nothing: what
 * cannot be guessed is let in however many were wrong before, so that nobody can lock a client out.
 */
@Component
public class Guesses {

    private static final Logger log = LoggerFactory.getLogger(Guesses.class);

    private final LimitProperties limits;
    private final Counts<Target> perClient;
    private final Counts<String> perNetwork;
    private final Counts<String> warnings;

    /** @param client not its text, which may be long: the first bytes of its digest */
    private record Target(long client, String network) {}

    Guesses(LimitProperties limits, Clock clock) {
        this.limits = limits;
        this.perClient = new Counts<>(limits.window(), clock);
        this.perNetwork = new Counts<>(limits.window(), clock);
        this.warnings = new Counts<>(limits.window(), clock);
    }

    /**
     * Counts a credential that was wrong.
     *
     * @param clientId as it was claimed, whether there is such a client or not
     * @return 0, or how many seconds to wait after so many
     */
    public int wrong(String clientId, String address) {
        String network = Network.of(address);
        boolean tooMany = perClient.add(new Target(digest(clientId), network)) > limits.failuresPerClient();
        tooMany |= perNetwork.add(network) > limits.failuresPerNetwork();
        if (!tooMany) {
            return 0;
        }
        if (warnings.add(network) == 1) {
            log.warn("Too many wrong credentials of clients from {}", network);
        }
        return perClient.secondsLeft();
    }

    /** Whether the next wrong one is too many: then what can be guessed is not even looked at. */
    public boolean areTooMany(String clientId, String address) {
        String network = Network.of(address);
        return perNetwork.of(network) >= limits.failuresPerNetwork()
                || perClient.of(new Target(digest(clientId), network)) >= limits.failuresPerClient();
    }

    private static long digest(String clientId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(clientId.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
