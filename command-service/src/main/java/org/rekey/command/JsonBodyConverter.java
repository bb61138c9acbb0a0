package org.rekey.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads bodies. */
final class JsonBodyConverter extends AbstractHttpMessageConverter<JsonBody> {

    JsonBodyConverter() {
        super(
                MediaType.APPLICATION_JSON,
                MediaType.parseMediaType(Patches.MERGE_PATCH),
                MediaType.parseMediaType(JsonBody.SCIM));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == JsonBody.class;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected JsonBody readInternal(Class<? extends JsonBody> type, HttpInputMessage message) throws IOException {
        return JsonBody.parse(BodyBytes.read(message));
    }

    @Override
    protected void writeInternal(JsonBody body, HttpOutputMessage message) {
        throw new UnsupportedOperationException();
    }
}
