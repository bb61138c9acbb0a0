package org.rekey.domain.api;

/** An API entered the catalogue. */
public record ApiRegistered(ApiKey key, ApiDefinition definition) implements ApiEvent {}
