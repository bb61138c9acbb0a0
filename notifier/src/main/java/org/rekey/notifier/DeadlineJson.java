package org.rekey.notifier;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.deadline.dbscheduler.DbSchedulerHumanReadableDeadlineDetails;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a deadline as {@code {"deadline":"grace-over","saga":"rotation-grace","id":"…"}}. The scheduler's own way would be
 * Java serialization, and Axon's to name the class of the saga: neither survives an upgrade.
 */
final class DeadlineJson implements Serializer {

    /** @param saga its stable name */
    record Stored(String deadline, String saga, String id) {}

    private final JsonMapper json = JsonMapper.shared();
    private final org.axonframework.serialization.Serializer axon;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();

    DeadlineJson(org.axonframework.serialization.Serializer axon, Map<Class<?>, String> sagas) {
        this.axon = axon;
        sagas.forEach((type, name) -> {
            names.put(type.getSimpleName(), name);
            types.put(name, type.getSimpleName());
        });
    }

    @Override
    public byte[] serialize(Object data) {
        DbSchedulerHumanReadableDeadlineDetails details = (DbSchedulerHumanReadableDeadlineDetails) data;
        if (!details.getPayloadClass().equals(SimpleSerializedType.emptyType().getName())) {
            throw new IllegalArgumentException("a deadline carries no payload: what it needs to know, its saga knows");
        }
        SagaScopeDescriptor scope = (SagaScopeDescriptor) details.getDeserializedScopeDescriptor(axon);
        return json.writeValueAsBytes(new Stored(
                details.getDeadlineName(), known(names, scope.getType()), String.valueOf(scope.getIdentifier())));
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
        Stored stored = json.readValue(data, Stored.class);
        SerializedObject<String> scope =
                axon.serialize(new SagaScopeDescriptor(known(types, stored.saga()), stored.id()), String.class);
        return type.cast(new DbSchedulerHumanReadableDeadlineDetails(
                stored.deadline(),
                scope.getData(),
                scope.getType().getName(),
                "",
                SimpleSerializedType.emptyType().getName(),
                null,
                axon.serialize(MetaData.emptyInstance(), String.class).getData()));
    }

    private static String known(Map<String, String> translation, String name) {
        String translated = translation.get(name);
        if (translated == null) {
            throw new IllegalArgumentException("no saga is called " + name);
        }
        return translated;
    }
}
