package org.rekey.token.client;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.token.key.PublicJwk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key that has not been retired, with which a client authenticates instead of a secret. */
public final class ClientKey {

    private static final Logger log = LoggerFactory.getLogger(ClientKey.class);

    private final String id;
    private final PublicJwk jwk;
    private final Instant addedAt;
    private final Instant worksUntil;

    private ClientKey(String id, PublicJwk jwk, Instant addedAt, @Nullable Instant expiresAt) {
        this.id = id;
        this.jwk = jwk;
        this.addedAt = addedAt;
        this.worksUntil = expiresAt == null ? Instant.MAX : expiresAt;
    }

    /** Empty when it is none that could ever verify anything: the client's other credentials go on working. */
    static Optional<ClientKey> of(String id, String publicJwk, Instant addedAt, @Nullable Instant expiresAt) {
        PublicJwk jwk = PublicJwk.parse(publicJwk);
        if (jwk == null) {
            log.error("The key {} of a client cannot be read and is left out", id);
            return Optional.empty();
        }
        return Optional.of(new ClientKey(id, jwk, addedAt, expiresAt));
    }

    /** Its thumbprint (RFC 7638): {@code sid} of the tokens that it obtains. */
    public String id() {
        return id;
    }

    public PublicJwk jwk() {
        return jwk;
    }

    public Instant addedAt() {
        return addedAt;
    }

    /** Half-open: then it no longer works. */
    public Instant worksUntil() {
        return worksUntil;
    }

    public boolean worksAt(Instant now) {
        return now.isBefore(worksUntil);
    }

    /** By the name that the client has given it, or by its thumbprint. */
    public boolean isNamed(String kid) {
        return kid.equals(id) || kid.equals(jwk.kid());
    }
}
