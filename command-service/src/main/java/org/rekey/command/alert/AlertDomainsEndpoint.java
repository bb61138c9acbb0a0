package org.rekey.command.alert;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Writes;
import org.rekey.command.directory.AlertedClients;
import org.rekey.domain.alert.AlertDomains;
import org.rekey.domain.alert.AllowAlertDomains;
import org.rekey.domain.api.AccessLevel;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sets the domains outside that mail may go to. They belong to the installation, not to a tenant. */
@RestController
@RequestMapping(path = "/api/v1/settings/alert-domains", produces = MediaType.APPLICATION_JSON_VALUE)
class AlertDomainsEndpoint {

    private final Writes writes;
    private final Aggregates aggregates;
    private final AlertedClients clients;

    AlertDomainsEndpoint(Writes writes, Aggregates aggregates, AlertedClients clients) {
        this.writes = writes;
        this.aggregates = aggregates;
        this.clients = clients;
    }

    /**
     * @param affected the clients that lose recipients by it
     * @param more how many of them are not listed
     */
    private record Allowed(Set<String> domains, List<AlertedClients.Item> affected, long more) {}

    /** What stands, and its version: the number of the last event, as everywhere, and -1 before the first. */
    private record Standing(Set<String> domains, long version) {}

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> allow(Act act, @RequestParam(required = false) boolean dryRun, @RequestBody JsonBody body) {
        if (act.caller().tenant() != null) {
            throw ProblemException.forbidden("the allowed domains are those of all tenants: yours cannot change them");
        }
        Fields fields = body.fields().only("domains");
        if (!fields.isGiven("domains")) {
            throw ProblemException.outOfRules("domains", "must be given");
        }
        AllowAlertDomains command = new AllowAlertDomains(Set.copyOf(fields.texts("domains")));
        return dryRun
                ? writes.preview(act, dispatch -> allow(act, command, dispatch))
                : writes.change(act, dispatch -> allow(act, command, dispatch));
    }

    private Answer allow(Act act, AllowAlertDomains command, Dispatch dispatch) {
        Standing before = standing();
        act.refuseStale(before.version());
        dispatch.send(command);
        Standing now = standing();
        Set<String> removed = new TreeSet<>(before.domains());
        removed.removeAll(now.domains());
        AlertedClients.Some affected = clients.at(removed);
        return Answer.ok(new Allowed(now.domains(), affected.items(), affected.more()))
                .atVersion(now.version());
    }

    private Standing standing() {
        return aggregates
                .find(AlertDomains.class, AlertDomains.STREAM)
                .map(domains -> new Standing(new TreeSet<>(domains.now().allowed()), domains.version()))
                .orElse(new Standing(new TreeSet<>(), -1));
    }
}
