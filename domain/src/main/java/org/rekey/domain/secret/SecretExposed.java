package org.rekey.domain.secret;

import org.rekey.domain.ClientId;

/**
 * A secret has been seen where logs and histories keep it. It goes on working: whoever owns it should rotate it. Recorded
 * once per secret.
 *
 * @param where as in {@code the query of POST /oauth2/token}
 */
public record SecretExposed(ClientId clientId, SecretId secretId, String where) implements SecretEvent {}
