package org.rekey.command.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.Act;
import org.rekey.command.Fields;
import org.rekey.command.IntervalWarnings;
import org.rekey.command.ScopeFields;
import org.rekey.command.secret.FreshSecret;
import org.rekey.command.secret.Secrets;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.token.TokenPolicy;

/** What a client is asked to be created with. */
final class NewClient {

    private final Fields fields;

    NewClient(Fields fields) {
        this.fields = fields.only(
                "name",
                "description",
                "clientId",
                "clientSecret",
                "rotationInterval",
                "scopes",
                "alerts",
                "token",
                "tenant",
                "owner",
                "authorities",
                "extensions");
    }

    /** @param owner who answers for it; null when nobody does */
    CreateClient command(
            Act act, Recipients recipients, @Nullable UserId owner, ClientId generated, FreshSecret secret) {
        String chosen = fields.textOr("clientId", null);
        GrantedScopes scopes = ScopeFields.read(fields, "scopes");
        TenantId tenant = tenant(act.caller());
        return new CreateClient(
                chosen == null ? generated : ClientId.chosen(chosen),
                ClientKind.SERVICE,
                tenant,
                owner,
                ClientFields.profile(fields, new ClientProfile(fields.text("name"), null, Map.of())),
                scopes,
                ClientFields.rotationInterval(fields),
                ClientFields.tokenPolicy(fields, TokenPolicy.DEFAULT),
                recipients.ofNew(act, fields, tenant, owner),
                fields.list("authorities"),
                secret.id(),
                secret.hash());
    }

    @Nullable
    TenantId tenant(Caller caller) {
        String asked = fields.textOr("tenant", caller.tenant());
        if (caller.tenant() != null && !Objects.equals(asked, caller.tenant())) {
            throw ProblemException.forbidden("you may create clients of your own tenant only");
        }
        return asked == null ? null : TenantId.parse(asked);
    }

    /** Null when nothing is said. */
    @Nullable
    String owner() {
        return fields.textOr("owner", null);
    }

    @Nullable
    String importedSecret() {
        return fields.textOr("clientSecret", null);
    }

    List<String> warnings() {
        List<String> warnings = IntervalWarnings.ofInterval(ClientFields.rotationInterval(fields));
        String imported = importedSecret();
        if (imported != null) {
            warnings.add("the secret was imported: rotate it soon, because Rekey cannot know who has seen it");
            if (Secrets.isShort(imported)) {
                warnings.add("the imported secret is short, so it may be guessed");
            }
        }
        return warnings;
    }
}
