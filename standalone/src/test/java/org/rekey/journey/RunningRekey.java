package org.rekey.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.rekey.standalone.Rekey;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Standalone in this JVM, on a free port and with an empty data directory; one for all journeys. */
final class RunningRekey {

    private static final RunningRekey SHARED = start(List.of(), Rekey.class);

    private final Path dataDirectory;
    private final ConfigurableApplicationContext context;

    private RunningRekey(Path dataDirectory, ConfigurableApplicationContext context) {
        this.dataDirectory = dataDirectory;
        this.context = context;
    }

    static RunningRekey shared() {
        return SHARED;
    }

    /** One of its own, in which time goes by as the clock says. */
    static RunningRekey with(Clock clock) {
        MovedClock.clock = clock;
        return start(List.of(), Rekey.class, MovedClock.class);
    }

    /** One of its own whose time can be moved. */
    static RunningRekey movable() {
        return start(List.of("--rekey.demo.clock=true", "--server.address=127.0.0.1"), Rekey.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class MovedClock {

        private static Clock clock = Clock.systemUTC();

        @Bean
        Clock rekeyClock() {
            return clock;
        }
    }

    private static RunningRekey start(List<String> settings, Class<?>... sources) {
        try {
            Path data = Files.createTempDirectory("rekey-journey");
            int port = RekeyProcess.freePort();
            List<String> all = new ArrayList<>(List.of(
                    "--server.port=" + port,
                    "--rekey.data-dir=" + data.resolve("data"),
                    "--rekey.webhooks.allowed-networks=127.0.0.0/8",
                    // All journeys come from one network.
                    "--rekey.token.limits.failures-per-client=1000000",
                    "--rekey.token.limits.failures-per-network=1000000"));
            all.addAll(settings);
            return new RunningRekey(data, new SpringApplication(sources).run(all.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Axon has one clock for all events of a JVM: it is the shared one's again. */
    void close() {
        context.close();
        GenericEventMessage.clock = SHARED.bean(Clock.class);
    }

    RekeyHttp http() {
        return new RekeyHttp(data(), url()).signIn().withAnApi();
    }

    Path data() {
        return dataDirectory.resolve("data");
    }

    String url() {
        return "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Where there are several of a type. */
    <T> T bean(Class<T> type, String name) {
        return context.getBean(name, type);
    }
}
