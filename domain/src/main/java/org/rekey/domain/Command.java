package org.rekey.domain;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Something that is asked for. Carries neither a secret in clear nor the present time. */
public interface Command {

    /** The stream of events that decides: a feature word, a colon, and the identifier within the feature. */
    @TargetAggregateIdentifier
    String stream();
}
