package org.rekey.token.token;

import org.rekey.token.key.FastRandom;
import org.springframework.stereotype.Component;

/** Names of tokens: random, a dot, and the epoch of the client in which it was issued. */
@Component
class TokenIds {

    private static final int LENGTH = 22;

    private final FastRandom random;

    TokenIds(FastRandom random) {
        this.random = random;
    }

    String next(int epoch) {
        return random.text(LENGTH) + "." + epoch;
    }

    static boolean isOfEpoch(String jti, int epoch) {
        return jti.length() > LENGTH && jti.substring(LENGTH).equals("." + epoch);
    }
}
