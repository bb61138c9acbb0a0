package org.rekey.eventstore;

import java.util.Base64;
import org.rekey.domain.key.MasterKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One installation, one master key. With another one every right secret would be refused as a wrong one, and new ones
 * hashed so that nobody else can check them.
 */
final class MasterKeyCheck {

    private MasterKeyCheck() {}

    /** @throws UnfitDatabaseException if this database belongs to another key; the first key to come is its own */
    static void run(JdbcClient jdbc, MasterKey masterKey) {
        String check = Base64.getEncoder().encodeToString(masterKey.derive("installation-check"));
        jdbc.sql("insert into eventstore.installation (key_check) values (?) on conflict do nothing")
                .param(check)
                .update();
        String kept = jdbc.sql("select key_check from eventstore.installation")
                .query(String.class)
                .single();
        if (!kept.equals(check)) {
            throw new UnfitDatabaseException("the master key is not the one that this database was set up with:"
                    + " no secret, signing key or token could be checked. Start it with the key that it had before");
        }
    }
}
