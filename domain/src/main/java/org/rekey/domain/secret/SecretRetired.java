package org.rekey.domain.secret;

import org.rekey.domain.ClientId;

/** A secret works no longer. */
public record SecretRetired(ClientId clientId, SecretId secretId, RetiredReason reason) implements SecretEvent {}
