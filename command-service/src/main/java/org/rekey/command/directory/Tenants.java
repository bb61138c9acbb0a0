package org.rekey.command.directory;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;

/** Which people, groups and roles a caller may see, and which of them go together. */
public final class Tenants {

    private Tenants() {}

    /** The tenant of something new; a caller bound to a tenant cannot choose another. */
    public static @Nullable TenantId ofNew(Caller caller, @Nullable String given) {
        String asked = given == null ? caller.tenant() : given;
        if (caller.tenant() != null && !Objects.equals(asked, caller.tenant())) {
            throw ProblemException.forbidden("you act for your own tenant only");
        }
        return asked == null ? null : TenantId.parse(asked);
    }

    public static boolean isVisible(Caller caller, Optional<TenantId> tenant) {
        return caller.tenant() == null
                || tenant.map(TenantId::value).filter(caller.tenant()::equals).isPresent();
    }

    /** What is told to people of another tenant would leave its own. */
    public static boolean mayTell(@Nullable TenantId tenant, Optional<TenantId> recipients) {
        return recipients.isEmpty() || recipients.get().equals(tenant);
    }

    /** What belongs to a tenant stays within it; what belongs to none goes with everything. */
    static void refuseUnlessWithin(Optional<TenantId> outer, Optional<TenantId> inner, String message) {
        if (outer.isPresent() && !outer.equals(inner)) {
            throw Refusal.conflict(message);
        }
    }
}
