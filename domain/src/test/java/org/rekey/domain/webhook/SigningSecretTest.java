package org.rekey.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.rekey.domain.key.MasterKey;

class SigningSecretTest {

    private static final MasterKey MASTER = MasterKey.ofBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final WebhookId ID = new WebhookId("w1");

    /** The example that the libraries of Standard Webhooks share. */
    @Test
    void a_message_is_signed_as_standard_webhooks_says() {
        SigningSecret secret = new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(secret.inClear()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void each_webhook_and_each_version_has_another_one() {
        assertThat(SigningSecret.of(MASTER, ID, 1).inClear())
                .isEqualTo(SigningSecret.of(MASTER, ID, 1).inClear())
                .isNotEqualTo(SigningSecret.of(MASTER, ID, 2).inClear())
                .isNotEqualTo(SigningSecret.of(MASTER, new WebhookId("w2"), 1).inClear());
        assertThat(SigningSecret.of(MASTER, ID, 1)).hasToString("SigningSecret");
    }
}
