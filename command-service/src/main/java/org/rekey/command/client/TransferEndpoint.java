package org.rekey.command.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Answer;
import org.rekey.command.Clients;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Lanes;
import org.rekey.command.Writes;
import org.rekey.command.Writes.Work;
import org.rekey.command.directory.Directory;
import org.rekey.command.directory.Users;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.ChangeClientAlerts;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.TransferClient;
import org.rekey.domain.directory.User;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands over what somebody answers for, also when the person has left the directory. */
@RestController
@RequestMapping(path = "/api/v1/users/{id}/transfer", produces = MediaType.APPLICATION_JSON_VALUE)
class TransferEndpoint {

    /** One transaction carries that many; the answer says how many are left. */
    private static final int MOST = 500;

    private static final int MANY = 100;

    private final Writes writes;
    private final Lanes lanes;
    private final Clients clients;
    private final Users users;
    private final Owners owners;
    private final Aggregates aggregates;
    private final Directory directory;

    TransferEndpoint(
            Writes writes,
            Lanes lanes,
            Clients clients,
            Users users,
            Owners owners,
            Aggregates aggregates,
            Directory directory) {
        this.lanes = lanes;
        this.writes = writes;
        this.clients = clients;
        this.users = users;
        this.owners = owners;
        this.aggregates = aggregates;
        this.directory = directory;
    }

    /**
     * @param clients who have the other owner now
     * @param alerts those which tell the other person now
     * @param left how many are still to be handed over: call again
     */
    private record Transferred(List<String> clients, List<String> alerts, int left) {}

    /** {@code {to, clients?: [id], alerts?: true}}; without {@code clients} all that the person answers for. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> transfer(Act act, @PathVariable String id, @RequestBody JsonBody body) {
        Fields fields = body.fields().only("to", "clients", "alerts");
        String to = fields.text("to");
        boolean alerts = fields.flagOr("alerts", true);
        Set<String> named = new LinkedHashSet<>(fields.texts("clients"));
        UserId from = new UserId(id);
        if (to.equals(id)) {
            throw ProblemException.outOfRules("to", "must be somebody else");
        }
        Work<Answer> handOver = dispatch -> {
            refuseUnlessKnown(act, from);
            User heir = heir(act, to);
            List<ClientId> owned = visible(act, directory.ownedBy(from), named);
            if (!named.isEmpty() && owned.size() < named.size()) {
                throw ProblemException.outOfRules("clients", "names one that the user does not answer for");
            }
            List<ClientId> alerting = alerts ? visible(act, directory.alerting(from), named) : List.of();
            return Answer.ok(handOver(owned, alerting, from, heir, dispatch));
        };
        return concernsMany(from) ? lanes.large(act, () -> writes.change(act, handOver)) : writes.change(act, handOver);
    }

    private boolean concernsMany(UserId from) {
        return directory.ownedBy(from).size() + directory.alerting(from).size() > MANY;
    }

    private Transferred handOver(
            List<ClientId> owned, List<ClientId> alerting, UserId from, User heir, Dispatch dispatch) {
        List<String> transferred = new ArrayList<>();
        for (ClientId client : owned.subList(0, Math.min(MOST, owned.size()))) {
            owners.refuseUnlessWithin("to", clients.created(client).now().tenant(), heir);
            dispatch.send(new TransferClient(client, heir.id()));
            transferred.add(client.value());
        }
        List<String> told = new ArrayList<>();
        for (ClientId client : alerting.subList(0, Math.min(MOST, alerting.size()))) {
            Client now = clients.created(client).now();
            if (now.kind() == ClientKind.SERVICE) {
                owners.refuseUnlessWithin("to", now.tenant(), heir);
                dispatch.send(new ChangeClientAlerts(client, instead(now.alerts(), from, heir.id())));
                told.add(client.value());
            }
        }
        int left = owned.size() - transferred.size() + Math.max(0, alerting.size() - MOST);
        return new Transferred(transferred, told, left);
    }

    private static AlertRecipients instead(AlertRecipients alerts, UserId from, UserId to) {
        List<String> users = alerts.users().stream()
                .flatMap(user -> user.equals(from.value()) ? Stream.of(to.value()) : Stream.of(user))
                .distinct()
                .toList();
        return new AlertRecipients(users, alerts.groups(), alerts.emails());
    }

    private List<ClientId> visible(Act act, List<ClientId> ids, Set<String> named) {
        return ids.stream()
                .filter(client -> named.isEmpty() || named.contains(client.value()))
                .filter(client -> clients.isVisible(act, client))
                .toList();
    }

    /** One who has been deleted may still be named as owner. */
    private void refuseUnlessKnown(Act act, UserId user) {
        boolean gone = act.caller().tenant() == null
                && aggregates
                        .find(User.class, user.stream())
                        .filter(known -> known.now().isDeleted())
                        .isPresent();
        if (!gone) {
            users.find(act.onWhatever(), user.value());
        }
    }

    private User heir(Act act, String id) {
        User heir = owners.find(act, "to", id);
        if (heir.isDeactivated()) {
            throw Refusal.conflict("the new owner is deactivated");
        }
        return heir;
    }
}
