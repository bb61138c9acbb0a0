package org.rekey.command.client;

import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.JsonBody;
import org.rekey.domain.api.AccessLevel;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The credentials of a user, for administrators. */
@RestController
@RequestMapping(path = "/api/v1/users/{id}/api-credentials", produces = MediaType.APPLICATION_JSON_VALUE)
class OwnCredentialsEndpoint {

    private final OwnCredentials credentials;

    OwnCredentialsEndpoint(OwnCredentials credentials) {
        this.credentials = credentials;
    }

    @PostMapping
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> generate(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        return credentials.generate(act, id, body);
    }

    @PostMapping("/rotate")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> rotate(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        return credentials.rotate(act, id, body);
    }

    @DeleteMapping
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id, @RequestParam(required = false) boolean dryRun) {
        return credentials.delete(act, id, dryRun);
    }
}
