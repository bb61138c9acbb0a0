package org.rekey.command.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.command.Act;
import org.rekey.command.Fields;
import org.rekey.command.IntervalWarnings;
import org.rekey.command.OwnScopes;
import org.rekey.command.ScopeFields;
import org.rekey.domain.ClientId;
import org.rekey.domain.Command;
import org.rekey.domain.client.ChangeClientAlerts;
import org.rekey.domain.client.ChangeClientAuthorities;
import org.rekey.domain.client.ChangeClientRotationInterval;
import org.rekey.domain.client.ChangeClientScopes;
import org.rekey.domain.client.ChangeClientTokenPolicy;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.DescribeClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.client.VoidClientCredentials;

/** A JSON merge patch (RFC 7396) of a client, as the commands that it amounts to. */
final class ClientPatch {

    private final Fields patch;

    ClientPatch(Fields patch) {
        this.patch = patch.neverChanged(
                        "clientId",
                        "clientSecret",
                        "secretId",
                        "secrets",
                        "hash",
                        "history",
                        "tenant",
                        "kind",
                        "createdAt",
                        "createdBy",
                        "expiresAt",
                        "lastUsedAt",
                        "apiCount",
                        "allApis")
                .only(
                        "name",
                        "description",
                        "rotationInterval",
                        "scopes",
                        "alerts",
                        "token",
                        "owner",
                        "authorities",
                        "extensions");
    }

    boolean renames() {
        return patch.has("name");
    }

    boolean changesWhoIsTold() {
        return patch.has("alerts");
    }

    boolean transfers() {
        return patch.has("owner");
    }

    /** Null for nobody. */
    @Nullable
    String owner() {
        return patch.textOr("owner", null);
    }

    List<String> warnings() {
        return patch.has("rotationInterval")
                ? IntervalWarnings.ofInterval(ClientFields.rotationInterval(patch))
                : new ArrayList<>();
    }

    List<Command> commands(Act act, Recipients recipients, ClientId id, Client client) {
        List<Command> commands = new ArrayList<>();
        if (patch.has("name") || patch.has("description") || patch.has("extensions")) {
            commands.add(new DescribeClient(id, ClientFields.profile(patch, client.profile())));
        }
        if (patch.has("rotationInterval")) {
            commands.add(new ChangeClientRotationInterval(id, ClientFields.rotationInterval(patch)));
        }
        if (patch.has("scopes")) {
            GrantedScopes scopes = ScopeFields.read(patch, "scopes");
            gained(client, scopes).ifPresent(rights -> commands.add(new VoidClientCredentials(id, rights)));
            commands.add(new ChangeClientScopes(id, scopes));
        }
        if (patch.has("alerts")) {
            commands.add(new ChangeClientAlerts(id, recipients.ofChanged(act, patch, client)));
        }
        if (patch.has("token")) {
            commands.add(new ChangeClientTokenPolicy(id, ClientFields.tokenPolicy(patch, client.tokenPolicy())));
        }
        if (patch.has("authorities")) {
            commands.add(new ChangeClientAuthorities(id, patch.list("authorities")));
        }
        return commands;
    }

    /** First of all: the client must not have them with a secret that somebody without them knows, be it for a moment. */
    private static Optional<Set<String>> gained(Client client, GrantedScopes scopes) {
        Set<String> gained = OwnScopes.of(scopes);
        gained.removeAll(OwnScopes.of(client.scopes()));
        return Optional.of(gained).filter(rights -> !rights.isEmpty());
    }
}
