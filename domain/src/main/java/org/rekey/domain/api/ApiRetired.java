package org.rekey.domain.api;

/** An API left the catalogue: what was granted of it no longer counts. */
public record ApiRetired(ApiKey key) implements ApiEvent {}
