package org.rekey.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.support.GenericApplicationContext;

class DemoClockCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", ""})
    void time_cannot_be_moved_where_others_can_come_in(String address) {
        assertThatThrownBy(() -> check("rekey.demo.clock=true", "server.address=" + address))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("set server.address=127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.9", "::1", "localhost"})
    void it_can_on_loopback(String address) {
        check("rekey.demo.clock=true", "server.address=" + address);
    }

    @Test
    void without_it_any_address_does() {
        check("rekey.demo.clock=false", "server.address=0.0.0.0");
        check();
    }

    @Test
    void nothing_has_been_started_when_it_is_refused(@TempDir Path directory) {
        Path data = directory.resolve("data");
        assertThatThrownBy(() -> new SpringApplication(Rekey.class)
                        .run("--rekey.demo.clock=true", "--server.port=0", "--rekey.data-dir=" + data))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class);
        assertThat(data).doesNotExist();
    }

    private static void check(String... settings) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            TestPropertyValues.of(settings).applyTo(context);
            new DemoClockCheck().initialize(context);
        }
    }
}
