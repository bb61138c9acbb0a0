package org.rekey.command.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.rekey.adminapi.RekeyPosition;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How resources are sent. */
final class ScimAnswer {

    private ScimAnswer() {}

    static String base(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString() + "/scim/v2";
    }

    static ResponseEntity<byte[]> ok(ObjectNode json) {
        return ResponseEntity.ok(bytes(json));
    }

    static ResponseEntity<byte[]> ok(Resource resource) {
        return ResponseEntity.ok().eTag(resource.entityTag()).body(bytes(resource.json()));
    }

    static ResponseEntity<byte[]> written(HttpStatus status, Resource resource, long position) {
        return ResponseEntity.status(status)
                .location(URI.create(resource.location()))
                .eTag(resource.entityTag())
                .header(RekeyPosition.HEADER, Long.toString(position))
                .body(bytes(resource.json()));
    }

    static ResponseEntity<byte[]> deleted(long position) {
        return ResponseEntity.noContent()
                .header(RekeyPosition.HEADER, Long.toString(position))
                .build();
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
