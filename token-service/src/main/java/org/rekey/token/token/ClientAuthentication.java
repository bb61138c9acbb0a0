package org.rekey.token.token;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SecretText;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.limit.Guesses;
import org.rekey.token.secret.SecretCheck;
import org.rekey.token.secret.SecretVersion;
import org.rekey.token.token.PresentedSecret.Reading;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Says yes to a secret or an assertion that works now, and the same no to everything else. */
@Component
class ClientAuthentication implements AuthenticationManager {

    private final Clients clients;
    private final SecretCheck secrets;
    private final ClientAssertions assertions;
    private final Guesses guesses;
    private final Clock clock;

    ClientAuthentication(
            Clients clients, SecretCheck secrets, ClientAssertions assertions, Guesses guesses, Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.assertions = assertions;
        this.guesses = guesses;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        if (request instanceof PresentedAssertion assertion) {
            return assertions.authenticate(assertion);
        }
        PresentedSecret presented = (PresentedSecret) request;
        Instant now = clock.instant();
        AuthenticatedClient client = check(presented, presented.first(), now);
        if (client == null && presented.second() != null) {
            client = check(presented, presented.second(), now);
        }
        if (client == null) {
            throw ProtocolException.invalidClient(secondsToWait(presented));
        }
        return client;
    }

    private int secondsToWait(PresentedSecret presented) {
        return isGuess(presented.first()) ? guesses.wrong(presented.first().clientId(), presented.address()) : 0;
    }

    /**
     * What has been right once tells nobody anything new, and programs that nobody told of a rotation, a suspension or a
     * deletion go on trying it: they must not close the door to the others of their network.
     */
    private boolean isGuess(Reading reading) {
        TokenClient client = clients.find(reading.clientId());
        boolean isOrWas = secrets.isAmong(client == null ? List.of() : client.allSecrets(), reading.secret());
        boolean isOfOneDeleted =
                client == null && clients.hasBeen(reading.clientId()) && SecretText.isWellFormed(reading.secret());
        return !isOrWas && !isOfOneDeleted;
    }

    private @Nullable AuthenticatedClient check(PresentedSecret presented, Reading reading, Instant now) {
        TokenClient client = clients.find(reading.clientId());
        SecretVersion secret = secrets.match(
                client == null ? List.of() : client.secrets(),
                reading.secret(),
                now,
                () -> !guesses.areTooMany(reading.clientId(), presented.address()));
        return client == null || secret == null || client.isSuspended()
                ? null
                : new AuthenticatedClient(client, secret.id(), presented.getClientAuthenticationMethod());
    }
}
