package org.rekey.token.api;

import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;

/** What is granted: one level of one API. Two APIs may call theirs by the same scope. */
public record Right(ApiKey api, AccessLevel level) {}
