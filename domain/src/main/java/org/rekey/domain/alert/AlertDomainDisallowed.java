package org.rekey.domain.alert;

/** No more mail goes to addresses at this domain. */
public record AlertDomainDisallowed(String domain) implements AlertEvent {}
