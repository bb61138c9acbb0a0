package org.rekey.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads bodies, up to a bound. */
final class JsonBodyConverter extends AbstractHttpMessageConverter<JsonBody> {

    JsonBodyConverter() {
        super(MediaType.APPLICATION_JSON, MediaType.parseMediaType(Patches.MERGE_PATCH));
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
        refuseEncodings(message.getHeaders());
        if (message.getHeaders().getContentLength() > JsonBody.MOST_BYTES) {
            throw tooLarge();
        }
        byte[] bytes = message.getBody().readNBytes(JsonBody.MOST_BYTES + 1);
        if (bytes.length > JsonBody.MOST_BYTES) {
            throw tooLarge();
        }
        return JsonBody.parse(bytes);
    }

    /** Nothing is inflated here, and JSON is UTF-8 (RFC 8259 section 8.1). */
    private static void refuseEncodings(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        String charset = type == null ? null : type.getParameter("charset");
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        boolean plain = encodings.stream().allMatch(name -> name.equalsIgnoreCase("identity"));
        if (!plain || charset != null && !charset.toLowerCase(Locale.ROOT).matches("\"?utf-8\"?")) {
            throw ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "send plain UTF-8");
        }
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(
                ProblemType.TOO_LARGE, "the request body is larger than " + JsonBody.MOST_BYTES + " bytes");
    }

    @Override
    protected void writeInternal(JsonBody body, HttpOutputMessage message) {
        throw new UnsupportedOperationException();
    }
}
