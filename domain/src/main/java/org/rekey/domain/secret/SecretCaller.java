package org.rekey.domain.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A program that uses a secret, as far as it can be told from others. */
public record SecretCaller(String address, @Nullable String agent, Instant lastUsedAt, long uses) {}
