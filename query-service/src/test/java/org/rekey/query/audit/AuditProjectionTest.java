package org.rekey.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.eventstore.EventNames;
import org.rekey.eventstore.StoredName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditProjectionTest {

    private static final String MARK = "never-to-be-shown";

    static List<StoredName> events() {
        return EventNames.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_registered_event_is_handled(StoredName event) {
        var handlers = new AnnotationEventHandlerAdapter(
                projection(), ClasspathParameterResolverFactory.forClass(AuditProjection.class));

        assertThat(handlers.canHandleType(event.type())).as(event.name()).isTrue();
    }

    @Test
    void what_is_no_event_of_the_domain_is_not_handled() {
        var handlers = new AnnotationEventHandlerAdapter(
                projection(), ClasspathParameterResolverFactory.forClass(AuditProjection.class));

        assertThat(handlers.canHandleType(String.class)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("events")
    void no_change_shows_a_hash_or_a_key_or_repeats_the_client(StoredName event) {
        JsonNode changes = JsonMapper.shared().readTree(new Changes().of((DomainEvent) sample(event.type())));

        assertThat(changes.toString()).doesNotContain(MARK);
        assertThat(changes.has("clientId")).isFalse();
        assertThat(changes.size()).isEqualTo(shownComponents(event.type()));
    }

    private static AuditProjection projection() {
        return new AuditProjection(JdbcClient.create(new DriverManagerDataSource()), null);
    }

    private static long shownComponents(Class<?> type) {
        return List.of(type.getRecordComponents()).stream()
                .filter(part -> part.getType() != SecretHash.class)
                .filter(part -> !Set.of("clientId", "publicJwk").contains(part.getName()))
                .count();
    }

    /** An event with something in every place. */
    private static Object sample(Class<?> type) {
        try {
            RecordComponent[] parts = type.getRecordComponents();
            Object[] values = new Object[parts.length];
            Class<?>[] types = new Class<?>[parts.length];
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                values[i] = value(parts[i]);
            }
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent part) {
        Class<?> type = part.getType();
        if (type == SecretHash.class) {
            return new SecretHash("hmac-sha256:" + MARK);
        } else if (type == RotationInterval.class) {
            return RotationInterval.NEVER;
        } else if (type == String.class) {
            return part.getName().equals("publicJwk") ? MARK : "text";
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == LocalDate.class) {
            return LocalDate.EPOCH;
        } else if (type == int.class) {
            return 1;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        return Optional.ofNullable(collection(type)).orElseGet(() -> sample(type));
    }

    private static Object collection(Class<?> type) {
        if (type == List.class) {
            return List.of();
        } else if (type == Set.class) {
            return Set.of();
        } else if (type == Duration.class) {
            return Duration.ofHours(1);
        }
        return type == Map.class ? Map.of() : null;
    }
}
