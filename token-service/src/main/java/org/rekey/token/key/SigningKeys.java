package org.rekey.token.key;

import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.rekey.domain.key.SigningAlgorithm;
import org.rekey.token.view.Snapshot;
import org.rekey.token.view.ViewListener;
import org.rekey.token.view.ViewUnavailableException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The published keys, in memory. */
@Component
public class SigningKeys implements ViewListener {

    private final JdbcClient jdbc;
    private final SealedKeys sealedKeys;
    private final Snapshot<KeySet> snapshot = new Snapshot<>(this::read);

    SigningKeys(JdbcClient jdbc, SealedKeys sealedKeys) {
        this.jdbc = jdbc;
        this.sealedKeys = sealedKeys;
    }

    public KeySet current() {
        return snapshot.get();
    }

    /** @throws ViewUnavailableException if there is none yet */
    public PublishedKey signingAt(Instant now) {
        return current().signingAt(now).orElseThrow(() -> new ViewUnavailableException("there is no signing key yet"));
    }

    @Override
    public void keysChanged() {
        snapshot.forget();
    }

    @Override
    public void everythingChanged() {
        snapshot.forget();
    }

    private KeySet read() {
        return new KeySet(jdbc.sql("select * from token_view.signing_key where not retired")
                .query((row, index) -> key(row))
                .list());
    }

    private PublishedKey key(ResultSet row) throws SQLException {
        String kid = row.getString("kid");
        SigningAlgorithm algorithm = SigningAlgorithm.valueOf(row.getString("algorithm"));
        Instant signsFrom = row.getObject("signs_from", OffsetDateTime.class).toInstant();
        try {
            return new PublishedKey(
                    kid, algorithm, signsFrom, row.getString("public_jwk"), sealedKeys.find(kid, algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key " + kid + " cannot be read", e);
        }
    }
}
