package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.lastPayload;
import static org.rekey.command.TestService.newClient;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.unique;

import com.nimbusds.jose.jwk.ECKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecretsInLogsIT {

    private static final List<String> LOGGERS = List.of("org.springframework", "org.axonframework", "org.rekey");

    @AfterEach
    void quieten() {
        setLevel(null);
    }

    @Test
    void I12_at_the_most_talkative_level_no_secret_is_logged(CapturedOutput output) {
        String imported = "imported_0123456789_secret";
        setLevel(LogLevel.TRACE);
        String withSecret = "\"clientSecret\":\"" + imported + "\"";
        Reply created = post("admin", "/clients", newClient(withSecret), "Idempotency-Key", unique("key"))
                .expect(201);
        Reply rotated = post("admin", "/clients/" + created.text("/clientId") + "/rotate", "{}")
                .expect(201);
        post("admin", "/clients", newClient(withSecret, "\"rotationInterval\":\"P1D\""))
                .expect(422);
        post("admin", "/clients", newClient(withSecret) + "x").expect(400);
        patch("admin", "/clients/" + created.text("/clientId"), "{" + withSecret + "}")
                .expect(422);

        assertThat(output.getAll())
                .contains(created.text("/clientId"))
                .doesNotContain(imported)
                .doesNotContain(rotated.text("/clientSecret"));
    }

    @Test
    void I12_a_private_key_that_is_sent_by_mistake_is_neither_logged_nor_echoed_nor_kept(CapturedOutput output) {
        String id = createClient("admin");
        String path = "/clients/" + id + "/keys";
        String idempotencyKey = unique("key");
        ECKey pair = TestKeys.ecPair();
        String secret = pair.getD().toString();
        setLevel(LogLevel.TRACE);
        for (String body : List.of(
                TestKeys.body(pair.toJSONString()),
                TestKeys.body(pair.toJSONString()) + "x",
                "{\"jwk\":{\"kty\":\"oct\",\"k\":\"" + secret + "\"}}",
                "{\"jwk\":\"" + secret + "\"}",
                "{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + secret + "\",\"y\":\"" + secret + "\"}}")) {
            Reply reply = post("admin", path, body, "Idempotency-Key", idempotencyKey);
            assertThat(reply.status()).isIn(400, 422);
            assertThat(reply.http().body()).doesNotContain(secret);
        }
        Reply refused = post("admin", path, TestKeys.body(pair.toJSONString()), "Idempotency-Key", idempotencyKey)
                .expect(422, "jwk");
        assertThat(refused.text("/detail")).contains("make another one");
        assertThat(eventsOf("client:" + id)).doesNotContain("client.key-added");
        post("admin", path, TestKeys.body(TestKeys.ec()), "Idempotency-Key", idempotencyKey)
                .expect(201);

        assertThat(output.getAll()).contains(path).doesNotContain(secret);
        assertThat(lastPayload("client:" + id)).doesNotContain(secret);
    }

    private static void setLevel(@Nullable LogLevel level) {
        LOGGERS.forEach(logger -> bean(LoggingSystem.class).setLogLevel(logger, level));
    }
}
