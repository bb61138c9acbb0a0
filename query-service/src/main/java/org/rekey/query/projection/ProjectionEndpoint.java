package org.rekey.query.projection;

import java.net.URI;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.eventstore.AlreadyRunning;
import org.rekey.eventstore.NoProjection;
import org.rekey.eventstore.Replays;
import org.rekey.query.Reads;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Projections hold the data of every tenant, so none of this is for a caller that is bound to one. */
@RestController
@RequestMapping(path = "/api/v1/projections", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectionEndpoint {

    private final Replays replays;

    ProjectionEndpoint(Replays replays) {
        this.replays = replays;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    Page<ProjectionView> list(Caller caller) {
        refuseTenantBound(caller);
        return new Page<>(replays.all().stream().map(ProjectionView::of).toList(), null);
    }

    @GetMapping("/{name}")
    @Requires(AccessLevel.READ)
    ProjectionView show(@PathVariable String name, Caller caller) {
        refuseTenantBound(caller);
        return known(name);
    }

    @PostMapping("/{name}/replay")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<ProjectionView> replay(@PathVariable String name, Caller caller) {
        return run(name, caller, replays::start);
    }

    @PostMapping("/{name}/verify")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<ProjectionView> verify(@PathVariable String name, Caller caller) {
        return run(name, caller, replays::verify);
    }

    private ResponseEntity<ProjectionView> run(String name, Caller caller, Consumer<String> what) {
        refuseTenantBound(caller);
        known(name);
        try {
            what.accept(name);
        } catch (AlreadyRunning e) {
            throw ProblemException.of(ProblemType.CONFLICT, "a replay of " + name + " is going on already");
        } catch (NoProjection e) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    name + " is no projection: to go through the log again would be to act again");
        }
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/projections/" + name))
                .body(known(name));
    }

    private ProjectionView known(String name) {
        try {
            return ProjectionView.of(replays.status(name));
        } catch (NoSuchElementException e) {
            throw Reads.nothingHere();
        }
    }

    private static void refuseTenantBound(Caller caller) {
        if (caller.tenant() != null) {
            throw ProblemException.forbidden("projections are not for callers that are bound to a tenant");
        }
    }
}
