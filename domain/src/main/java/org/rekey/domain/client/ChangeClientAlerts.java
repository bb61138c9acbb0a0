package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;

/** Changes who is told about expiry. */
public record ChangeClientAlerts(ClientId clientId, AlertRecipients alerts) implements ClientCommand {}
