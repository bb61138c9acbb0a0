package org.rekey.domain.client;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;

/** The access levels of one API that a client has. */
public record Grant(ApiKey api, Set<AccessLevel> access) {

    public Grant {
        access = access.isEmpty() ? Set.of(AccessLevel.READ) : Collections.unmodifiableSet(EnumSet.copyOf(access));
    }
}
