package org.rekey.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.rekey.adminapi.RekeyPosition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** What a write call gives back, as bytes: nothing that logs it prints a secret. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final JsonMapper json = JsonMapper.shared();

    public static Answer created(String location, Object body) {
        return new Answer(201, Map.of("Location", location), json.writeValueAsBytes(body));
    }

    public static Answer ok(Object body) {
        return new Answer(200, Map.of(), json.writeValueAsBytes(body));
    }

    public static Answer done() {
        return new Answer(204, Map.of(), new byte[0]);
    }

    /** @param version the sequence number of the last event of the thing that was changed */
    public Answer atVersion(long version) {
        return with("ETag", IfMatch.entityTag(version));
    }

    Answer at(long position) {
        return with(RekeyPosition.HEADER, Long.toString(position));
    }

    OptionalLong position() {
        String position = headers.get(RekeyPosition.HEADER);
        return position == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(position));
    }

    private Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    ResponseEntity<byte[]> toResponse() {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        headers.forEach(response::header);
        return body.length == 0
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /** Without the body: it may hold a secret. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
