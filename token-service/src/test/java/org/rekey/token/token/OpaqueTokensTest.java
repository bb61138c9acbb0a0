package org.rekey.token.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.rekey.domain.key.MasterKey;
import org.rekey.token.key.FastRandom;

class OpaqueTokensTest {

    private static final TokenFacts FACTS = new TokenFacts(
            "jti.3", "client", "secret", "a b", 1_795_168_800L, 1_795_172_400L, null, "thumb", "log.7.a");

    private static OpaqueTokens sealedUnder(int master) {
        byte[] key = new byte[32];
        key[0] = (byte) master;
        return new OpaqueTokens(
                MasterKey.ofBase64(Base64.getEncoder().encodeToString(key)), new FastRandom(new SecureRandom()));
    }

    private static String text(byte[] token) {
        return new String(token, StandardCharsets.US_ASCII);
    }

    @Test
    void what_was_sealed_is_read_back_by_any_process_with_the_same_master_key() {
        String token = text(sealedUnder(1).issue(FACTS));

        assertThat(sealedUnder(1).read(token)).isEqualTo(FACTS);
        assertThat(sealedUnder(2).read(token)).isNull();
    }

    @Test
    void restrictions_are_read_back_one_by_one() {
        for (String resource : new String[] {null, "https://a https://b"}) {
            for (String jkt : new String[] {null, "thumb"}) {
                TokenFacts facts = new TokenFacts("jti.3", "c", "s", "a b", FACTS.issuedAt(), 0, resource, jkt, null);
                assertThat(sealedUnder(1).read(text(sealedUnder(1).issue(facts))))
                        .isEqualTo(facts);
            }
        }
    }

    @Test
    void it_is_a_JWE_in_compact_form() throws Exception {
        JWEObject token = JWEObject.parse(text(sealedUnder(1).issue(FACTS)));

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("dir");
        assertThat(token.getHeader().getEncryptionMethod().getName()).isEqualTo("A256GCM");
        assertThat(token.getHeader().getKeyID()).isEqualTo("20777");
    }

    @Test
    void the_key_of_another_day_does_not_open_it() {
        OpaqueTokens tokens = sealedUnder(1);
        String today = text(tokens.issue(FACTS));
        String tomorrow = text(tokens.issue(
                new TokenFacts("j.0", "c", "s", "a", FACTS.issuedAt() + 86_400, 0, "https://a", null, null)));

        String mixed = tomorrow.substring(0, tomorrow.indexOf('.')) + today.substring(today.indexOf('.'));

        assertThat(tokens.read(tomorrow)).isNotNull();
        assertThat(tokens.read(mixed)).isNull();
    }
}
