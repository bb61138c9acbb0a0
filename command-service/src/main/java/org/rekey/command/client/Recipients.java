package org.rekey.command.client;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Fields;
import org.rekey.command.directory.AlertedClients;
import org.rekey.command.directory.Groups;
import org.rekey.command.directory.Tenants;
import org.rekey.command.directory.Users;
import org.rekey.domain.MailAddress;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.directory.User;
import org.rekey.eventstore.Provenance;
import org.springframework.stereotype.Component;

/** Who is told before a secret expires, as requests name it: {@code {users, groups, emails}}, or the usual when it is null. */
@Component
class Recipients {

    private static final String NOBODY = "alerts reach nobody, so only administrators hear that the secret expires:"
            + " name somebody who has an e-mail address";
    private static final String A_PERSON = "user:";

    private final Users users;
    private final Groups groups;
    private final AlertedClients alerted;
    private final EventStore log;

    Recipients(Users users, Groups groups, AlertedClients alerted, EventStore log) {
        this.users = users;
        this.groups = groups;
        this.alerted = alerted;
        this.log = log;
    }

    /** Whoever makes a client is told; when a program does, whoever answers for the client. */
    AlertRecipients ofNew(Act act, Fields fields, @Nullable TenantId tenant, @Nullable UserId owner) {
        Fields given = fields.object("alerts");
        if (given != null) {
            return read(act, given, tenant, AlertRecipients.NONE);
        }
        String person = act.caller().userId();
        UserId told = person == null ? owner : new UserId(person);
        return told == null ? AlertRecipients.NONE : AlertRecipients.only(told);
    }

    AlertRecipients ofChanged(Act act, Fields fields, Client client) {
        Fields given = fields.object("alerts");
        return given == null
                ? usual(act, client)
                : read(act, given, client.tenant().orElse(null), client.alerts());
    }

    private AlertRecipients usual(Act act, Client client) {
        Optional<String> owner = client.owner().map(UserId::value);
        return (client.kind() == ClientKind.USER
                        ? owner.stream()
                        : Stream.concat(maker(client).stream(), owner.stream()))
                .flatMap(id -> told(act, id, client.tenant().orElse(null)).stream())
                .findFirst()
                .map(AlertRecipients::only)
                .orElse(AlertRecipients.NONE);
    }

    private Optional<String> maker(Client client) {
        String actor = Provenance.of(log.readEvents(client.id().stream()).next().getMetaData())
                .actor();
        return actor.startsWith(A_PERSON) ? Optional.of(actor.substring(A_PERSON.length())) : Optional.empty();
    }

    /** What stands already stays, also when it could not be named anew. */
    private AlertRecipients read(Act act, Fields given, @Nullable TenantId tenant, AlertRecipients before) {
        given.only("users", "groups", "emails");
        AlertRecipients typed = new AlertRecipients(
                given.has("users") ? given.texts("users") : before.users(),
                given.has("groups") ? given.texts("groups") : before.groups(),
                given.has("emails") ? MailAddress.parseAll("alerts.emails", emails(given)) : before.emails());
        typed.checkForm();
        return new AlertRecipients(
                typed.users().stream()
                        .map(user -> before.users().contains(user) ? user : requireUser(act, user, tenant))
                        .distinct()
                        .toList(),
                typed.groups().stream()
                        .map(group -> before.groups().contains(group) ? group : requireGroup(act, group, tenant))
                        .distinct()
                        .toList(),
                typed.emails());
    }

    private static List<String> emails(Fields given) {
        return given.isText("emails") ? List.of(given.text("emails")) : given.texts("emails");
    }

    /** One text for whoever is unknown, another tenant's, or deactivated. */
    private String requireUser(Act act, String named, @Nullable TenantId tenant) {
        return told(act, named, tenant)
                .map(UserId::value)
                .orElseThrow(() -> ProblemException.outOfRules(
                        "alerts.users", "'" + named + "' is not an active user of the client's tenant or of none"));
    }

    private Optional<UserId> told(Act act, String named, @Nullable TenantId tenant) {
        return users.named(act, named)
                .filter(user -> !user.isDeactivated() && Tenants.mayTell(tenant, user.tenant()))
                .map(User::id);
    }

    private String requireGroup(Act act, String id, @Nullable TenantId tenant) {
        return groups.visible(act, id)
                .map(Loaded::now)
                .filter(group -> Tenants.mayTell(tenant, group.tenant()))
                .map(group -> group.id().value())
                .orElseThrow(() -> ProblemException.outOfRules(
                        "alerts.groups", "'" + id + "' is not a group of the client's tenant or of none"));
    }

    List<String> warnings(Client client) {
        boolean expires = client.secrets().current().expiresAt() != null;
        return expires && !alerted.reaches(client.alerts()) ? List.of(NOBODY) : List.of();
    }
}
