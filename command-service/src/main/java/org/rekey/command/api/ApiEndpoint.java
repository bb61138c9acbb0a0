package org.rekey.command.api;

import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Patches;
import org.rekey.command.Writes;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Api;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ChangeApi;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.api.RetireApi;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Registers, changes and retires the APIs of the catalogue, which belongs to no tenant. */
@RestController
@RequestMapping(path = "/api/v1/apis", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiEndpoint {

    private final Writes writes;
    private final Aggregates aggregates;

    ApiEndpoint(Writes writes, Aggregates aggregates) {
        this.writes = writes;
        this.aggregates = aggregates;
    }

    private record Registered(String key) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> register(Act act, @RequestBody JsonBody body) {
        refuseTenants(act);
        Fields fields = body.fields().only("key", "name", "access", "scopes", "audience", "endpoints");
        ApiKey key = ApiKey.parse(fields.text("key"));
        fields.text("name");
        RegisterApi command = new RegisterApi(key, ApiFields.definition(fields, ApiFields.NEW));
        return writes.change(act, dispatch -> {
            refuseTaken(key);
            dispatch.send(command);
            return Answer.created("/api/v1/apis/" + key, new Registered(key.value()))
                    .atVersion(0);
        });
    }

    @PatchMapping(
            path = "/{key}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, Patches.MERGE_PATCH})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(Act act, @PathVariable String key, @RequestBody JsonBody body) {
        refuseTenants(act);
        Fields patch = body.fields().neverChanged("key").only("name", "access", "scopes", "audience", "endpoints");
        ApiKey apiKey = named(key);
        return writes.change(act, dispatch -> {
            Loaded<Api> api = find(act, apiKey);
            dispatch.send(
                    new ChangeApi(apiKey, ApiFields.definition(patch, api.now().definition())));
            return Answer.done().atVersion(api.version());
        });
    }

    @DeleteMapping("/{key}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> retire(Act act, @PathVariable String key) {
        refuseTenants(act);
        ApiKey apiKey = named(key);
        return writes.change(act, dispatch -> {
            find(act, apiKey);
            dispatch.send(new RetireApi(apiKey));
            return Answer.done();
        });
    }

    private void refuseTaken(ApiKey key) {
        if (aggregates.find(Api.class, key.stream()).isPresent()) {
            throw Refusal.conflict("the key is taken, or has been");
        }
    }

    private Loaded<Api> find(Act act, ApiKey key) {
        return aggregates
                .find(Api.class, key.stream())
                .orElseThrow(ApiEndpoint::unknown)
                .asExpectedBy(act);
    }

    /** What cannot be a key is unknown. */
    private static ApiKey named(String key) {
        try {
            return ApiKey.parse(key);
        } catch (Refusal e) {
            throw unknown();
        }
    }

    private static Refusal unknown() {
        return Refusal.unknown("there is no such API");
    }

    static void refuseTenants(Act act) {
        if (act.caller().tenant() != null) {
            throw ProblemException.forbidden("the catalogue belongs to all tenants: yours cannot change it");
        }
    }
}
