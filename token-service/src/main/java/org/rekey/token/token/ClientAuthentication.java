package org.rekey.token.token;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.limit.Guesses;
import org.rekey.token.limit.WrongSecrets;
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
    private final WrongSecrets wrong;
    private final Warnings warnings;
    private final Clock clock;

    ClientAuthentication(
            Clients clients,
            SecretCheck secrets,
            ClientAssertions assertions,
            Guesses guesses,
            WrongSecrets wrong,
            Warnings warnings,
            Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.assertions = assertions;
        this.guesses = guesses;
        this.wrong = wrong;
        this.warnings = warnings;
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
        int seconds = count(presented, presented.first());
        return presented.second() == null ? seconds : Math.max(seconds, count(presented, presented.second()));
    }

    private int count(PresentedSecret presented, Reading reading) {
        return wrong.count(reading.clientId(), reading.secret(), presented.address());
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
                : new AuthenticatedClient(
                        client, secret.id(), warnings.of(secret, now), presented.getClientAuthenticationMethod());
    }
}
