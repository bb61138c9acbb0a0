package org.rekey.domain.api;

/** The catalogue says something else of an API. */
public record ApiChanged(ApiKey key, ApiDefinition definition) implements ApiEvent {}
