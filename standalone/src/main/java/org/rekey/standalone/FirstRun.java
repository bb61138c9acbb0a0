package org.rekey.standalone;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.Base62;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretText;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Denials;
import org.rekey.eventstore.Provenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates the first administrator and writes its credentials to {@code first-run.json}. The file comes before the client:
 * killed in between, the next start finishes with the secret that is in the file.
 */
final class FirstRun {

    static final String FILE = "first-run.json";

    private static final Logger log = LoggerFactory.getLogger(FirstRun.class);
    private static final GrantedScopes ADMINISTRATION = GrantedScopes.of(List.of(
            new Grant(BuiltInApis.REKEY, Set.of(AccessLevel.values())),
            new Grant(BuiltInApis.REKEY_TOKENS, Set.of(AccessLevel.READ))));

    /** What the file holds. */
    record Credentials(String url, String clientId, String clientSecret) {

        @Override
        public String toString() {
            return "Credentials[" + clientId + "]";
        }
    }

    private final DataDirectory data;
    private final EventStore events;
    private final JdbcClient jdbc;
    private final Commits commits;
    private final Denials denials;
    private final SecretHasher hasher;
    private final SecureRandom random;
    private final JsonMapper json = JsonMapper.builder().build();

    FirstRun(
            DataDirectory data,
            EventStore events,
            JdbcClient jdbc,
            Commits commits,
            Denials denials,
            SecretHasher hasher,
            SecureRandom random) {
        this.data = data;
        this.events = events;
        this.jdbc = jdbc;
        this.commits = commits;
        this.denials = denials;
        this.hasher = hasher;
        this.random = random;
    }

    void run(String url) {
        if (data.read(FILE).isEmpty() && !anyClient()) {
            Credentials generated = new Credentials(url, Base62.random(random, 22), SecretText.generate(random));
            data.write(FILE, json.writerWithDefaultPrettyPrinter().writeValueAsString(generated) + "\n");
        }
        data.read(FILE)
                .map(text -> json.readValue(text, Credentials.class))
                .filter(credentials -> !exists(new ClientId(credentials.clientId())))
                .ifPresent(this::create);
        log.info("Rekey serves {}", url);
        if (data.read(FILE).isPresent()) {
            log.info(
                    "The first administrator's credentials are in {}: keep them safe, then delete it", data.path(FILE));
        }
    }

    private boolean anyClient() {
        return jdbc.sql("select exists (select 1 from eventstore.event where type = 'client')")
                .query(Boolean.class)
                .single();
    }

    private boolean exists(ClientId client) {
        return events.lastSequenceNumberFor(client.stream()).isPresent();
    }

    private void create(Credentials credentials) {
        var created = commits.dispatch(
                Provenance.process("standalone"),
                new CreateClient(
                        new ClientId(credentials.clientId()),
                        ClientKind.SERVICE,
                        null,
                        null,
                        new ClientProfile("First administrator", "made at the first start", Map.of()),
                        ADMINISTRATION,
                        RotationInterval.NEVER,
                        TokenPolicy.DEFAULT,
                        AlertRecipients.NONE,
                        List.of(),
                        new SecretId(Base62.random(random, 22)),
                        hasher.hash(credentials.clientSecret())));
        denials.awaitSeen(created.position());
    }
}
