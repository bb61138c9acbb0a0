package org.rekey.domain.alert;

/** Mail may go to addresses at this domain. */
public record AlertDomainAllowed(String domain) implements AlertEvent {}
