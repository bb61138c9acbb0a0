package org.rekey.notifier;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.alert.AllowAlertDomains;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.RegisterUser;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.Provenance;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One process of several that share a database and, for the tests, a clock. */
public final class TestNotifier implements AutoCloseable {

    public static final TenantId TENANT = new TenantId("acme");

    private static final Provenance ADMIN =
            new Provenance("client:admin", "api", "192.0.2.7", "curl/8", "trace-1", null, null);
    private static final SecretHash HASH = new SecretHash("hmac-sha256:c2VjcmV0");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final List<String> SAGAS = List.of("notifier.secret-expiry", "notifier.rotation-grace");

    private final ConfigurableApplicationContext context;

    @EnableAutoConfiguration
    private static final class Settings {}

    public TestNotifier(Map<String, Object> database, Clock clock, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "spring.main.banner-mode", "off",
                "spring.datasource.hikari.maximum-pool-size", "12",
                "rekey.notifier.poll", "PT0.05S",
                "rekey.issuer", "https://rekey.acme.example",
                "rekey.node-id", "notifier-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet(),
                "REKEY_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
        // The clock of the test is not the database's.
        properties.put("rekey.clock.max-skew", "P36500D");
        properties.putAll(settings);
        context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .initializers(it -> it.getBeanFactory().registerSingleton("testClock", clock))
                .properties(database)
                .properties(properties)
                .run();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Health health(String indicator) {
        return Objects.requireNonNull(
                context.getBean(indicator, HealthIndicator.class).health());
    }

    public void does(Object command) {
        bean(Commits.class).dispatch(ADMIN, command);
    }

    /** Addresses there and nowhere else. */
    public void allows(String... domains) {
        does(new AllowAlertDomains(Set.of(domains)));
    }

    /** With a secret that is called {@code s1-} and the client. */
    public void creates(String client, String interval, AlertRecipients alerts) {
        does(new CreateClient(
                new ClientId(client),
                ClientKind.SERVICE,
                TENANT,
                null,
                new ClientProfile(client, null, Map.of()),
                GrantedScopes.everything(),
                RotationInterval.parse(interval),
                TokenPolicy.DEFAULT,
                alerts,
                List.of(),
                new SecretId("s1-" + client),
                HASH));
    }

    public void rotates(String client, String newSecret) {
        does(new RotateSecret(new ClientId(client), new SecretId(newSecret), HASH, GracePeriod.DAY));
    }

    public UserId registers(String userName, String email) {
        UserId user = new UserId("u-" + userName);
        does(new RegisterUser(user, TENANT, UserProfile.of(userName, email, null)));
        return user;
    }

    public List<String> column(String sql) {
        return bean(JdbcClient.class).sql(sql).query(String.class).list();
    }

    /** Until everything that was committed by now has been seen, and everything that is due by now has been done. */
    public void settles() {
        await().until(this::isSettled);
    }

    public boolean isSettled() {
        long position = bean(LogHead.class).committed();
        return SAGAS.stream().allMatch(saga -> bean(ProjectionPositions.class).position(saga) >= position)
                && column("select task_instance from notifier.deadline where execution_time <= '"
                                + bean(Clock.class).instant() + "'")
                        .isEmpty()
                && column("select client_id from notifier.reminder where state = 'DUE'")
                        .isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
