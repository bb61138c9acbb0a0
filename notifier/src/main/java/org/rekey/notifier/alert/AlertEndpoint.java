package org.rekey.notifier.alert;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.notifier.alert.ReminderTable.State;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people have been told, or could not be, the newest first; and their mail, where there is no mail server. */
@RestController
@ConditionalOnWebApplication
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class AlertEndpoint {

    private final AlertQueries queries;

    AlertEndpoint(AlertQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/reminders")
    @Requires(AccessLevel.READ)
    Page<ReminderView> reminders(
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        Paging paging = Paging.of("reminders " + client + " " + state, limit, cursor);
        NewestFirst asked = NewestFirst.of(caller, client, paging);
        return queries.reminders(state == null ? asked : asked.and("state = :state", "state", state(state)), paging);
    }

    private static String state(String given) {
        String known = Arrays.stream(State.values()).map(Enum::name).collect(Collectors.joining(", "));
        if (!Arrays.asList(known.split(", ")).contains(given)) {
            throw ProblemException.malformed("state", "must be one of " + known);
        }
        return given;
    }

    @GetMapping("/mailbox")
    @Requires(AccessLevel.READ)
    Page<MailView> mailbox(
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        Paging paging = Paging.of("mailbox " + client, limit, cursor);
        return queries.mailbox(NewestFirst.of(caller, client, paging), paging);
    }
}
