package org.rekey.eventstore;

import org.rekey.domain.key.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database, and the one master key that it was set up with. */
public final class Installation {

    private static final String SAME_FOR_ALL =
            "Every process of one installation needs the same 32 random bytes in Base64, as from: openssl rand -base64 32";

    private final JdbcClient jdbc;

    Installation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is a key already, so that no other will do. */
    public boolean hasMasterKey() {
        return jdbc.sql("select exists (select from eventstore.installation)")
                .query(Boolean.class)
                .single();
    }

    /**
     * @param where it comes from, for the message
     * @throws UnfitMasterKeyException if it is not 32 bytes in Base64
     */
    public static MasterKey masterKey(String text, String where) {
        if (text.isBlank()) {
            throw new UnfitMasterKeyException(where + " is empty.", SAME_FOR_ALL);
        }
        try {
            return MasterKey.ofBase64(text);
        } catch (IllegalArgumentException e) {
            throw new UnfitMasterKeyException(where + " cannot be used: " + e.getMessage() + ".", SAME_FOR_ALL);
        }
    }
}
