package org.rekey.domain;

/** Something that happened. Immutable, and never with a secret in clear; who did it and when are its metadata. */
public interface DomainEvent {}
