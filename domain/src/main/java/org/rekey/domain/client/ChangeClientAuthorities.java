package org.rekey.domain.client;

import java.util.List;
import org.rekey.domain.ClientId;

/** Changes its fine-grained rights. */
public record ChangeClientAuthorities(ClientId clientId, List<Object> authorities) implements ClientCommand {}
