package org.rekey.domain.client;

import java.util.List;
import org.rekey.domain.ClientId;

/** Its fine-grained rights changed, in live tokens too. */
public record ClientAuthoritiesChanged(ClientId clientId, List<Object> authorities) implements ClientEvent {}
