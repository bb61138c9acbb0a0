package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Switches it on again. */
public record ResumeClient(ClientId clientId) implements ClientCommand {}
