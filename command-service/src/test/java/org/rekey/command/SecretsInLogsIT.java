package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.newClient;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.unique;

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

    private static void setLevel(@Nullable LogLevel level) {
        LOGGERS.forEach(logger -> bean(LoggingSystem.class).setLogLevel(logger, level));
    }
}
