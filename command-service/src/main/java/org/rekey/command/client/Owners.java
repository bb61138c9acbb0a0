package org.rekey.command.client;

import java.util.Optional;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.Act;
import org.rekey.command.directory.Tenants;
import org.rekey.command.directory.Users;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.directory.User;
import org.springframework.stereotype.Component;

/** Who may answer for a client: whoever may be told of it. */
@Component
class Owners {

    private final Users users;

    Owners(Users users) {
        this.users = users;
    }

    /**
     * @param field that names the person
     * @param tenant of the client
     * @throws ProblemException 422 with one text for whoever is unknown or another tenant's
     */
    User named(Act act, String field, String id, Optional<TenantId> tenant) {
        User user = find(act, field, id);
        refuseUnlessWithin(field, tenant, user);
        if (user.isDeactivated()) {
            throw ProblemException.outOfRules(field, "is deactivated");
        }
        return user;
    }

    User find(Act act, String field, String id) {
        try {
            return users.find(act.onWhatever(), id).now();
        } catch (Refusal e) {
            throw unknown(field);
        }
    }

    void refuseUnlessWithin(String field, Optional<TenantId> tenant, User user) {
        if (!Tenants.mayTell(tenant.orElse(null), user.tenant())) {
            throw unknown(field);
        }
    }

    private static ProblemException unknown(String field) {
        return ProblemException.outOfRules(field, "is not a user of the client's tenant or of none");
    }
}
