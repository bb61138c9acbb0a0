package org.rekey.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads documents. */
final class DocumentBodyConverter extends AbstractHttpMessageConverter<DocumentBody> {

    DocumentBodyConverter() {
        super(
                MediaType.APPLICATION_JSON,
                MediaType.parseMediaType(DocumentBody.YAML),
                MediaType.parseMediaType(DocumentBody.YAML_BEFORE_RFC_9512),
                MediaType.parseMediaType(DocumentBody.YAML_AS_TEXT));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == DocumentBody.class;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected DocumentBody readInternal(Class<? extends DocumentBody> type, HttpInputMessage message)
            throws IOException {
        String text = BodyBytes.text(BodyBytes.read(message));
        return new DocumentBody(!MediaType.APPLICATION_JSON.isCompatibleWith(contentType(message)), text);
    }

    private static @Nullable MediaType contentType(HttpInputMessage message) {
        return message.getHeaders().getContentType();
    }

    @Override
    protected void writeInternal(DocumentBody body, HttpOutputMessage message) {
        throw new UnsupportedOperationException();
    }
}
