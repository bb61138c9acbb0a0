package org.rekey.command.client;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ForPeople;
import org.rekey.command.Act;
import org.rekey.command.JsonBody;
import org.rekey.command.OwnActs;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The credentials of whoever calls: My Settings, API Credentials. */
@RestController
@RequestMapping(path = "/api/v1/me/api-credentials", produces = MediaType.APPLICATION_JSON_VALUE)
class MyCredentialsEndpoint {

    private final OwnCredentials credentials;
    private final OwnActs acts;

    MyCredentialsEndpoint(OwnCredentials credentials, OwnActs acts) {
        this.acts = acts;
        this.credentials = credentials;
    }

    @PostMapping
    @ForPeople
    ResponseEntity<byte[]> generate(Act act, @RequestBody(required = false) @Nullable JsonBody body) {
        acts.count(act);
        return credentials.generate(act, me(act), body);
    }

    @PostMapping("/rotate")
    @ForPeople
    ResponseEntity<byte[]> rotate(Act act, @RequestBody(required = false) @Nullable JsonBody body) {
        acts.count(act);
        return credentials.rotate(act, me(act), body);
    }

    @DeleteMapping
    @ForPeople
    ResponseEntity<byte[]> delete(Act act, @RequestParam(required = false) boolean dryRun) {
        return credentials.delete(act, me(act), dryRun);
    }

    private static String me(Act act) {
        return Objects.requireNonNull(act.caller().userId());
    }
}
