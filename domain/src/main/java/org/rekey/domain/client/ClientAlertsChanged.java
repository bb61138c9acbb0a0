package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;

/** Others are told about expiry. */
public record ClientAlertsChanged(ClientId clientId, AlertRecipients alerts) implements ClientEvent {}
