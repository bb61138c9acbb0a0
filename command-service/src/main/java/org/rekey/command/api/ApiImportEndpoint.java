package org.rekey.command.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.DocumentBody;
import org.rekey.command.IfMatch;
import org.rekey.command.Writes;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Api;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ChangeApi;
import org.rekey.domain.api.RegisterApi;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Registers an API as an OpenAPI document describes it, or brings it up to date. */
@RestController
class ApiImportEndpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OneAtATime reading = new OneAtATime(PATIENCE);
    private final Writes writes;
    private final Aggregates aggregates;

    ApiImportEndpoint(Writes writes, Aggregates aggregates) {
        this.writes = writes;
        this.aggregates = aggregates;
    }

    @PostMapping(
            path = "/api/v1/apis/import",
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                DocumentBody.YAML,
                DocumentBody.YAML_BEFORE_RFC_9512,
                DocumentBody.YAML_AS_TEXT
            },
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> importDocument(
            Act act,
            @RequestBody DocumentBody body,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String audience,
            @RequestParam(required = false) @Nullable String dryRun) {
        ApiEndpoint.refuseTenants(act);
        boolean preview = dryRun != null && flag(dryRun);
        ApiImport given = new ApiImport(reading.run(() -> OpenApiDocument.read(body)), name, audience);
        ApiKey apiKey = given.keyOr(key);
        return preview
                ? writes.preview(act, dispatch -> carryOut(act, apiKey, given, dispatch, false))
                : writes.change(act, dispatch -> carryOut(act, apiKey, given, dispatch, true));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.malformed("dryRun", "must be true or false");
        };
    }

    private Answer carryOut(Act act, ApiKey key, ApiImport given, Dispatch dispatch, boolean applied) {
        Optional<Loaded<Api>> known = aggregates.find(Api.class, key.stream());
        return known.isPresent()
                ? change(known.get().asExpectedBy(act), key, given, dispatch, applied)
                : register(act, key, given, dispatch, applied);
    }

    private static Answer register(Act act, ApiKey key, ApiImport given, Dispatch dispatch, boolean applied) {
        IfMatch.refuseIfAny(act.ifMatch());
        ApiDefinition definition = given.registered();
        dispatch.send(new RegisterApi(key, definition));
        Imported imported =
                Imported.of(key, List.of(), definition, given.document().warnings(), applied);
        return applied ? Answer.created("/api/v1/apis/" + key, imported).atVersion(0) : Answer.ok(imported);
    }

    private static Answer change(Loaded<Api> api, ApiKey key, ApiImport given, Dispatch dispatch, boolean applied) {
        if (api.now().offered().isEmpty()) {
            throw Refusal.conflict("the key '" + key + "' is that of an API that has been retired");
        }
        ApiDefinition before = api.now().definition();
        Warnings warnings = new Warnings();
        ApiDefinition after = given.changed(before, warnings);
        dispatch.send(new ChangeApi(key, after));
        given.document().warnings().forEach(warnings::add);
        Answer answer = Answer.ok(Imported.of(key, before.endpoints(), after, warnings.all(), applied));
        return applied ? answer.atVersion(api.version()) : answer;
    }
}
