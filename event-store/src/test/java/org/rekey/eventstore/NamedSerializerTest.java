package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;

class NamedSerializerTest {

    private enum Level {
        HIGH
    }

    private record Sample(
            ClientId client,
            Instant at,
            Duration lasts,
            Level level,
            @Nullable String absent,
            List<ClientId> others) {}

    private record Unnamed(int value) {}

    private final EventNames names = new EventNames(List.of(new StoredName(Sample.class, "sample.taken", "2")));
    private final Serializer serializer = NamedSerializer.of(names);

    private final Sample sample = new Sample(
            new ClientId("a"),
            Instant.parse("2026-11-21T10:00:00.123Z"),
            Duration.ofHours(25),
            Level.HIGH,
            null,
            List.of(new ClientId("b")));

    @Test
    void json_reads_like_a_sentence() {
        SerializedObject<String> stored = serializer.serialize(sample, String.class);

        assertThat(stored.getType().getName()).isEqualTo("sample.taken");
        assertThat(stored.getType().getRevision()).isEqualTo("2");
        assertThat(stored.getData())
                .isEqualTo(
                        "{\"client\":\"a\",\"at\":\"2026-11-21T10:00:00.123Z\",\"lasts\":\"PT25H\",\"level\":\"HIGH\","
                                + "\"others\":[\"b\"]}");
        assertThat((Object) serializer.deserialize(stored)).isEqualTo(sample);
    }

    @Test
    void a_property_added_later_does_not_matter() {
        assertThat((Object) read("{\"client\":\"a\",\"new\":{\"x\":1}}", "sample.taken", "2"))
                .isInstanceOf(Sample.class);
    }

    @Test
    void an_unknown_name_is_an_error() {
        assertThatThrownBy(() -> read("{}", "sample.lost", "1"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'sample.lost'");
    }

    @Test
    void another_revision_is_an_error() {
        assertThatThrownBy(() -> read("{}", "sample.taken", "3")).hasMessageContaining("revision 3");
    }

    @Test
    void no_class_name_is_read() {
        assertThatThrownBy(() -> read("{\"value\":1}", Unnamed.class.getName(), null))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void no_class_name_is_written() {
        assertThatThrownBy(() -> serializer.serialize(new Unnamed(1), String.class))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void one_name_cannot_stand_for_two_classes() {
        assertThatThrownBy(() -> new EventNames(List.of(new StoredName(Unnamed.class, "client.created"))))
                .hasMessageContaining("twice");
    }

    @Test
    void the_position_of_a_replay_comes_back_as_it_was() {
        TrackingToken position = ReplayToken.createReplayToken(at(205), at(17));
        Serializer positions = NamedSerializer.forPositions(names);

        SerializedObject<String> stored = positions.serialize(position, String.class);

        assertThat(stored.getType().getName()).isEqualTo("position.replay");
        assertThat((Object) positions.deserialize(stored)).isEqualTo(position);
    }

    @Test
    void a_position_cannot_name_any_other_class() {
        String evil = "{\"tokenAtReset\":{\"@class\":\"java.util.ArrayList\"}}";

        assertThatThrownBy(() -> NamedSerializer.forPositions(names)
                        .deserialize(new SimpleSerializedObject<>(evil, String.class, "position.replay", "1")))
                .isInstanceOf(SerializationException.class);
    }

    private static TrackingToken at(long position) {
        return GapAwareTrackingToken.newInstance(position, Set.of());
    }

    private Object read(String json, String name, @Nullable String revision) {
        return serializer.deserialize(new SimpleSerializedObject<>(json, String.class, name, revision));
    }
}
