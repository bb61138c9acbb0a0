package org.rekey.command;

import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.TenantTable.Kind;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.client.Client;
import org.springframework.stereotype.Component;

/** The clients that a caller may see. */
@Component
public class Clients {

    private final Aggregates aggregates;
    private final TenantTable tenants;

    Clients(Aggregates aggregates, TenantTable tenants) {
        this.aggregates = aggregates;
        this.tenants = tenants;
    }

    /** Another tenant's client is as unknown as one that never was. */
    public Loaded<Client> find(Act act, ClientId id) {
        if (!isVisible(act, id)) {
            throw unknown();
        }
        return aggregates
                .find(Client.class, id.stream())
                .filter(client -> isVisible(act, client.now()))
                .orElseThrow(Clients::unknown)
                .asExpectedBy(act);
    }

    /** The client that the same transaction has created. */
    public Loaded<Client> created(ClientId id) {
        return aggregates.load(Client.class, id.stream());
    }

    /** Identifiers are never used again, so one is taken for ever. */
    public void refuseTaken(ClientId id) {
        if (aggregates.exists(id.stream())) {
            throw Refusal.conflict("the clientId is taken, or has been");
        }
    }

    /** What cannot be an identifier is unknown too. */
    public static ClientId named(String id) {
        try {
            return ClientId.chosen(id);
        } catch (Refusal e) {
            throw unknown();
        }
    }

    public boolean isVisible(Act act, ClientId id) {
        return tenants.isVisible(act, Kind.CLIENT, id.value());
    }

    private static boolean isVisible(Act act, Client client) {
        String bound = act.caller().tenant();
        return bound == null
                || client.tenant()
                        .filter(tenant -> tenant.value().equals(bound))
                        .isPresent();
    }

    private static Refusal unknown() {
        return Refusal.unknown("there is no such client");
    }
}
