package org.rekey.command.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.rekey.command.Aggregates;
import org.rekey.command.OwnScopes;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDescribed;
import org.rekey.domain.client.ClientEvent;
import org.rekey.domain.client.ClientKeyAdded;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientResumed;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientScopesChanged;
import org.rekey.domain.client.ClientTokenPolicyChanged;
import org.rekey.domain.client.ClientTransferred;
import org.rekey.domain.client.VoidClientCredentials;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.stereotype.Component;

/** What a write does to the rights over Rekey that clients have, and to what such clients authenticate with. */
@Component
class ClientRights {

    private final Aggregates aggregates;
    private final EventStore log;

    ClientRights(Aggregates aggregates, EventStore log) {
        this.aggregates = aggregates;
        this.log = log;
    }

    /** Those which a write makes stronger, longer-lived or other than they were, with what happens to them in it. */
    Map<Client, List<DomainEventMessage<?>>> touched(List<DomainEventMessage<?>> staged) {
        Map<Client, List<DomainEventMessage<?>>> touched = new LinkedHashMap<>();
        for (DomainEventMessage<?> message : staged) {
            ClientId id = touchedBy(message.getPayload());
            if (id != null) {
                Client client = aggregates.load(Client.class, id.stream()).now();
                touched.computeIfAbsent(client, known -> new ArrayList<>()).add(message);
            }
        }
        touched.keySet().removeIf(Client::isDeleted);
        return touched;
    }

    private static @Nullable ClientId touchedBy(Object event) {
        if (event instanceof SecretRotated rotated) {
            return rotated.clientId();
        }
        boolean touches = event instanceof ClientCreated
                || event instanceof ClientScopesChanged
                || event instanceof ClientKeyAdded
                || event instanceof ClientResumed
                || event instanceof ClientTokenPolicyChanged
                || event instanceof ClientTransferred
                || event instanceof ClientDescribed
                || event instanceof ClientRotationIntervalChanged;
        return touches ? ((ClientEvent) event).clientId() : null;
    }

    /** Of a client of its own. */
    void check(Client client, List<DomainEventMessage<?>> events, RightsChange change, Dispatch dispatch) {
        Set<String> after = OwnScopes.of(client.scopes());
        boolean mayHaveHadOthers = events.stream().anyMatch(event -> event.getPayload() instanceof ClientScopesChanged);
        if (after.isEmpty() && !mayHaveHadOthers) {
            return;
        }
        Before before = before(client.id(), events.get(0).getSequenceNumber());
        change.needsDifference(before.rights, after);
        if (events.stream().anyMatch(event -> before.isChangedBy(event.getPayload()))) {
            change.needs(before.rights);
            change.needs(after);
        }
        boolean resumed = events.stream().anyMatch(event -> event.getPayload() instanceof ClientResumed);
        Set<String> gained = resumed ? after : RightsChange.without(after, before.rights);
        if (!gained.isEmpty()) {
            dispatch.send(new VoidClientCredentials(client.id(), gained));
        }
    }

    /** Whether the client of a user obtains more, for longer, or by another secret. */
    static boolean isStrengthened(Client client, List<DomainEventMessage<?>> events) {
        return client.kind() == ClientKind.USER
                && events.stream()
                        .map(DomainEventMessage::getPayload)
                        .anyMatch(event -> !(event instanceof ClientDescribed)
                                && !(event instanceof ClientRotationIntervalChanged));
    }

    /** What a client was before the write. */
    private static final class Before {

        private Set<String> rights = new TreeSet<>();
        private String name = "";
        private @Nullable RotationInterval interval;
        private @Nullable Instant expiresAt;

        private void on(Object event) {
            if (event instanceof ClientCreated created) {
                rights = OwnScopes.of(created.scopes());
                name = created.profile().name();
                interval = created.rotationInterval();
            } else if (event instanceof ClientScopesChanged changed) {
                rights = OwnScopes.of(changed.scopes());
            } else if (event instanceof ClientDescribed described) {
                name = described.profile().name();
            } else if (event instanceof ClientRotationIntervalChanged changed) {
                interval = changed.rotationInterval();
                expiresAt = changed.expiresAt();
            } else if (event instanceof SecretIssued issued) {
                expiresAt = issued.expiresAt();
            } else if (event instanceof SecretRotated rotated) {
                expiresAt = rotated.expiresAt();
            }
        }

        private boolean isChangedBy(Object event) {
            if (event instanceof ClientDescribed described) {
                return !described.profile().name().equals(name);
            }
            if (event instanceof ClientRotationIntervalChanged changed) {
                return isLonger(changed);
            }
            return !(event instanceof ClientScopesChanged);
        }

        /** A shorter interval too may let a secret live on: it never ends sooner than a day from now. */
        private boolean isLonger(ClientRotationIntervalChanged changed) {
            RotationInterval known = Objects.requireNonNull(interval);
            boolean shorter = changed.rotationInterval().shorter(known).equals(changed.rotationInterval());
            Instant until = changed.expiresAt();
            boolean sooner = expiresAt == null || until != null && !until.isAfter(expiresAt);
            return !shorter || !sooner;
        }
    }

    private Before before(ClientId client, long firstOfWrite) {
        Before before = new Before();
        if (firstOfWrite == 0) {
            return before;
        }
        DomainEventStream events = log.readEvents(client.stream());
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            if (event.getSequenceNumber() >= firstOfWrite) {
                break;
            }
            before.on(event.getPayload());
        }
        return before;
    }
}
