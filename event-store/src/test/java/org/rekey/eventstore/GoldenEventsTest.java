package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rekey.domain.ClientId;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.ClientTokenPolicyChanged;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;

/**
 * What stands in the logs of those who run Rekey. An approved file is never changed: another form of an event is another
 * revision, with a file of its own and an upcaster from the one before.
 */
class GoldenEventsTest {

    private static final Path APPROVED = Path.of("src/test/resources/events");
    private static final Path CANDIDATES = Path.of("target/events");

    private final Serializer serializer = NamedSerializer.of(new EventNames(List.of()));

    static List<DomainEvent> samples() {
        return EventSamples.ALL;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_is_written_as_approved_and_yesterdays_is_read_as_it_was(DomainEvent event) throws IOException {
        var stored = serializer.serialize(event, String.class);
        String name = stored.getType().getName();
        String revision = stored.getType().getRevision();
        String file = name + ".v" + revision + ".json";
        if (!Files.exists(APPROVED.resolve(file))) {
            Files.createDirectories(CANDIDATES);
            Files.writeString(CANDIDATES.resolve(file), stored.getData() + "\n");
        }

        assertThat(APPROVED.resolve(file))
                .as("approve target/events/" + file + " if it is right")
                .exists();
        String approved = Files.readString(APPROVED.resolve(file)).strip();
        assertThat(stored.getData()).isEqualTo(approved);
        DomainEvent read = serializer.deserialize(new SimpleSerializedObject<>(approved, String.class, name, revision));
        assertThat(read).isEqualTo(event);
    }

    @Test
    void what_was_added_later_is_written_only_where_it_says_something() {
        TokenPolicy policy = new TokenPolicy(TokenFormat.JWT, Duration.ofHours(1), false, TokenType.DPOP);
        DomainEvent event = new ClientTokenPolicyChanged(new ClientId("acme"), policy);

        var stored = serializer.serialize(event, String.class);

        assertThat(stored.getData()).contains("\"tokenType\":\"DPOP\"");
        DomainEvent read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(event);
    }

    @Test
    void a_rotation_says_how_its_grace_ends_only_where_that_was_asked_for() {
        Instant graceEnd = Instant.parse("2026-11-22T10:00:00Z");
        DomainEvent event = new SecretRotated(
                new ClientId("acme"),
                new SecretId("s1"),
                new SecretId("s2"),
                new SecretHash("hmac-sha256:x"),
                null,
                graceEnd,
                true);

        var stored = serializer.serialize(event, String.class);

        assertThat(stored.getData()).contains("\"endGraceWhenSafe\":true");
        DomainEvent read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(event);
    }

    @Test
    void a_client_says_whose_it_is_only_where_it_is_somebodys() {
        DomainEvent event = new ClientCreated(
                new ClientId("jane"),
                ClientKind.USER,
                null,
                new UserId("u1"),
                new ClientProfile("Jane", null, Map.of()),
                GrantedScopes.NONE,
                RotationInterval.NEVER,
                TokenPolicy.DEFAULT,
                AlertRecipients.NONE,
                List.of());

        var stored = serializer.serialize(event, String.class);

        assertThat(stored.getData()).contains("\"owner\":\"u1\"");
        DomainEvent read = serializer.deserialize(stored);
        assertThat(read).isEqualTo(event);
    }

    @Test
    void every_event_has_a_sample() {
        assertThat(EventSamples.ALL.stream().<Class<?>>map(Object::getClass).toList())
                .hasSameElementsAs(EventNames.events().stream()
                        .<Class<?>>map(StoredName::type)
                        .toList());
    }

    @Test
    void no_approved_file_is_forgotten() {
        List<String> names = EventNames.events().stream().map(StoredName::name).toList();
        try (Stream<Path> files = Files.list(APPROVED)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("\\.v\\d+\\.json$", "")))
                    .hasSameElementsAs(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
