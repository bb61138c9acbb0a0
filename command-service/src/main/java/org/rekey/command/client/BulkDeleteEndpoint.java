package org.rekey.command.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Answer;
import org.rekey.command.JsonBody;
import org.rekey.command.Writes;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.eventstore.ConflictException;
import org.rekey.eventstore.LogHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deletes many clients, each in a transaction of its own: one that cannot be deleted does not stop the others. */
@RestController
@RequestMapping(path = "/api/v1/clients/delete", produces = MediaType.APPLICATION_JSON_VALUE)
class BulkDeleteEndpoint {

    private static final Logger logger = LoggerFactory.getLogger(BulkDeleteEndpoint.class);
    private static final int MOST = 200;

    private final Writes writes;
    private final ClientDeletion deletion;
    private final LogHead log;

    BulkDeleteEndpoint(Writes writes, ClientDeletion deletion, LogHead log) {
        this.log = log;
        this.writes = writes;
        this.deletion = deletion;
    }

    private record Outcomes(List<Outcome> items) {}

    /** @param outcome {@code deleted}, {@code unknown}, {@code conflict}, or {@code undecided}: ask for it again */
    private record Outcome(
            String clientId,
            String outcome,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String detail) {

        static Outcome undecided(String id) {
            return new Outcome(id, "undecided", "the service broke off: ask again");
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @RequestBody JsonBody body) {
        Set<String> ids = new LinkedHashSet<>(body.fields().only("ids").texts("ids"));
        if (ids.isEmpty() || ids.size() > MOST) {
            throw ProblemException.outOfRules("ids", "must name 1 to " + MOST + " clients");
        }
        List<Outcome> outcomes = new ArrayList<>();
        long position = 0;
        boolean working = true;
        for (String id : ids) {
            if (!working) {
                outcomes.add(Outcome.undecided(id));
                continue;
            }
            try {
                position = writes.commit(act, dispatch -> deletion.delete(act, id, dispatch))
                        .position();
                outcomes.add(new Outcome(id, "deleted", null));
            } catch (Refusal e) {
                outcomes.add(new Outcome(id, "unknown", e.getMessage()));
            } catch (ConflictException e) {
                outcomes.add(new Outcome(id, "conflict", "others were faster: try again"));
            } catch (RuntimeException e) {
                if (outcomes.isEmpty()) {
                    throw e;
                }
                logger.error("A bulk deletion broke off at {}", outcomes.size(), e);
                outcomes.add(Outcome.undecided(id));
                working = false;
            }
        }
        return writes.answer(Answer.ok(new Outcomes(outcomes)), position == 0 ? log.committed() : position);
    }
}
