package org.rekey.token.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.key.SigningAlgorithm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The private keys: in the database, sealed by AES-GCM with the key's own name as associated data. */
@Component
class SealedKeys {

    private static final Logger log = LoggerFactory.getLogger(SealedKeys.class);
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final JdbcClient jdbc;
    private final SecretKeySpec sealing;
    private final FastRandom random;

    SealedKeys(JdbcClient jdbc, MasterKey masterKey, FastRandom random, KeyTables tables) {
        this.jdbc = jdbc;
        this.sealing = new SecretKeySpec(masterKey.derive("signing-keys"), "AES");
        this.random = random;
    }

    void put(String kid, PrivateKey key, Instant now) throws GeneralSecurityException {
        jdbc.sql("insert into token.signing_key_material values (?, ?, ?)")
                .param(kid)
                .param(seal(kid, key.getEncoded()))
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(String kid) {
        jdbc.sql("delete from token.signing_key_material where kid = ?")
                .param(kid)
                .update();
    }

    /** Empty when the key is not there, or was sealed under another master key. */
    Optional<PrivateKey> find(String kid, SigningAlgorithm algorithm) {
        return jdbc.sql("select sealed_key from token.signing_key_material where kid = ?")
                .param(kid)
                .query(String.class)
                .optional()
                .flatMap(text -> open(kid, algorithm, text));
    }

    private Optional<PrivateKey> open(String kid, SigningAlgorithm algorithm, String sealed) {
        try {
            return Optional.of(KeyForm.privateKey(algorithm, unseal(kid, sealed)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.error("The signing key {} cannot be opened: is this the master key that it was sealed under?", kid);
            return Optional.empty();
        }
    }

    private String seal(String kid, byte[] key) throws GeneralSecurityException {
        byte[] nonce = random.bytes(NONCE_LENGTH);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, kid, nonce).doFinal(key);
        byte[] both = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    private byte[] unseal(String kid, String sealed) throws GeneralSecurityException {
        byte[] both = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(both, NONCE_LENGTH);
        return cipher(Cipher.DECRYPT_MODE, kid, nonce)
                .doFinal(both, NONCE_LENGTH, Math.max(0, both.length - NONCE_LENGTH));
    }

    private Cipher cipher(int mode, String kid, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
