package org.rekey.domain.api;

import java.util.Set;

/** What a decision needs to know of the APIs that exist. */
public interface Catalogue {

    /** The levels that the API offers; none when it is not in the catalogue. */
    Set<AccessLevel> offeredBy(ApiKey key);
}
