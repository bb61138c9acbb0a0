package org.rekey.standalone;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.JsonBody;
import org.rekey.domain.api.AccessLevel;
import org.rekey.eventstore.DemoTime;
import org.rekey.notifier.alert.DueWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves time ahead, to see what happens without waiting for it. */
@RestController
@ConditionalOnBooleanProperty(DemoClockCheck.SETTING)
@RequestMapping(path = "/api/v1/demo/clock", produces = MediaType.APPLICATION_JSON_VALUE)
class DemoClockEndpoint {

    private static final Logger log = LoggerFactory.getLogger(DemoClockEndpoint.class);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration FARTHEST = Duration.ofDays(3660);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Clock clock;
    private final DemoTime time;
    private final DueWork work;

    DemoClockEndpoint(Clock clock, DemoTime time, DueWork work) {
        this.clock = clock;
        this.time = time;
        this.work = work;
    }

    /** @param pending null where nobody has waited for it, or nothing is left */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Time(Instant now, String offset, DueWork.@Nullable Pending pending) {}

    @GetMapping
    @Requires(AccessLevel.READ)
    Time read(Caller caller) {
        refuseTenantBound(caller);
        return time(null);
    }

    /** Answers when all that is due by then has been done. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<Time> advance(Caller caller, @RequestBody JsonBody body) {
        refuseTenantBound(caller);
        Duration by = body.fields().only("advance").durationOr("advance", Duration.ZERO);
        if (by.compareTo(SHORTEST) < 0) {
            throw ProblemException.outOfRules("advance", "must be an ISO-8601 duration ahead, as in P4D");
        }
        if (by.compareTo(FARTHEST.minus(time.offset())) > 0) {
            throw ProblemException.outOfRules("advance", "must not lead farther than ten years ahead, all in all");
        }
        time.advance(by);
        log.warn("Time has been moved ahead by {}, by {} in all", by, time.offset());
        DueWork.Pending pending = work.await(PATIENCE);
        return pending.isNone()
                ? ResponseEntity.ok(time(null))
                : ResponseEntity.accepted().body(time(pending));
    }

    private Time time(DueWork.@Nullable Pending pending) {
        return new Time(clock.instant(), inDays(time.offset()), pending);
    }

    /** As people write it: {@code P4D}, where Java says {@code PT96H}. */
    private static String inDays(Duration duration) {
        long days = duration.toDays();
        Duration rest = duration.minusDays(days);
        if (days == 0) {
            return duration.toString();
        }
        return "P" + days + "D" + (rest.isZero() ? "" : rest.toString().substring(1));
    }

    /** Time is everybody's. */
    private static void refuseTenantBound(Caller caller) {
        if (caller.tenant() != null) {
            throw ProblemException.forbidden("time is not for callers that are bound to a tenant");
        }
    }
}
