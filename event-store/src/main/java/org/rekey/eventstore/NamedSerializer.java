package org.rekey.eventstore;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** JSON under stable names. No class name is written, and none is read. */
final class NamedSerializer extends Jackson3Serializer {

    private final EventNames names;

    private NamedSerializer(EventNames names, Jackson3SerializerCustomizer json) {
        super(builder().jsonMapperBuilderCustomizer(json).disableCachingOfUnknownClasses());
        this.names = names;
    }

    static NamedSerializer of(EventNames names) {
        return new NamedSerializer(names, StoredJson::customize);
    }

    /**
     * For the positions of processors: the one of a replay holds two others, of which Axon has the class name written and
     * Jackson 3 refuses to read it back unless it is told that it may.
     */
    static NamedSerializer forPositions(EventNames names) {
        BasicPolymorphicTypeValidator trusted = BasicPolymorphicTypeValidator.builder()
                .allowIfSubType("org.axonframework.")
                .allowIfSubType("org.rekey.")
                .build();
        return new NamedSerializer(names, json -> {
            StoredJson.customize(json);
            json.polymorphicTypeValidator(trusted);
        });
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        return type == null || type == void.class || type == Void.class
                ? SimpleSerializedType.emptyType()
                : names.serializedType(type);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return SimpleSerializedType.emptyType().equals(type) ? Void.class : names.typeOf(type);
    }
}
