package org.rekey.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.TextValue;
import tools.jackson.core.Version;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON that a person reads with psql: ISO-8601 times, enums by name, value types as plain text, nothing that is null, in
 * the order of declaration. A property that this version does not know is ignored: one that was added does not need a new
 * revision.
 */
public final class StoredJson {

    private StoredJson() {}

    public static JsonMapper mapper() {
        JsonMapper.Builder json = JsonMapper.builder();
        customize(json);
        return json.build();
    }

    static void customize(JsonMapper.Builder json) {
        json.addModule(new TextValues());
        json.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        json.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
        json.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        json.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        json.changeDefaultPropertyInclusion(
                nulls -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
        json.changeDefaultVisibility(all -> all.withGetterVisibility(Visibility.NONE)
                .withIsGetterVisibility(Visibility.NONE)
                .withSetterVisibility(Visibility.NONE)
                .withFieldVisibility(Visibility.ANY));
    }

    private static final class TextValues extends SimpleModule {

        @Override
        public void setupModule(SetupContext context) {
            context.insertAnnotationIntrospector(new AsText());
        }
    }

    private static final class AsText extends NopAnnotationIntrospector {

        @Override
        public @Nullable Boolean hasAsValue(MapperConfig<?> config, Annotated a) {
            return a instanceof AnnotatedMethod method
                            && method.getName().equals("value")
                            && TextValue.class.isAssignableFrom(method.getDeclaringClass())
                    ? Boolean.TRUE
                    : null;
        }

        @Override
        public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated a) {
            return a instanceof AnnotatedConstructor constructor
                            && TextValue.class.isAssignableFrom(constructor.getDeclaringClass())
                    ? JsonCreator.Mode.DELEGATING
                    : null;
        }

        @Override
        public Version version() {
            return Version.unknownVersion();
        }
    }
}
