package org.rekey.token.limit;

import java.util.List;
import org.rekey.domain.secret.SecretText;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.secret.SecretCheck;
import org.springframework.stereotype.Component;

/**
 * Counts secrets that did not work, unless they did once. That tells nobody anything new, and programs that nobody told of
 * a rotation, a suspension or a deletion go on trying: they must not close the door to the others of their network.
 */
@Component
public class WrongSecrets {

    private final Clients clients;
    private final SecretCheck secrets;
    private final Guesses guesses;

    WrongSecrets(Clients clients, SecretCheck secrets, Guesses guesses) {
        this.clients = clients;
        this.secrets = secrets;
        this.guesses = guesses;
    }

    /** @return 0, or how many seconds to wait after so many */
    public int count(String clientId, String secret, String address) {
        return isGuess(clientId, secret) ? guesses.wrong(clientId, address) : 0;
    }

    private boolean isGuess(String clientId, String secret) {
        TokenClient client = clients.find(clientId);
        boolean isOrWas = secrets.isAmong(client == null ? List.of() : client.allSecrets(), secret);
        boolean isOfOneDeleted = client == null && clients.hasBeen(clientId) && SecretText.isWellFormed(secret);
        return !isOrWas && !isOfOneDeleted;
    }
}
