package org.rekey.domain.key;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;

/** A key that signs tokens, from its publication until nothing signed by it can be valid. */
@AggregateRoot(type = "key")
@NullUnmarked
public class SigningKey {

    @AggregateIdentifier
    private String stream;

    private boolean retired;

    protected SigningKey() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(ActivateSigningKey command) {
        AggregateLifecycle.apply(new SigningKeyActivated(
                command.keyId(), command.algorithm(), command.publicJwk(), command.signsFrom()));
    }

    @CommandHandler
    public void handle(RetireSigningKey command) {
        if (!retired) {
            AggregateLifecycle.apply(new SigningKeyRetired(command.keyId()));
        }
    }

    @EventHandler
    void on(SigningKeyActivated event) {
        stream = event.keyId().stream();
    }

    @EventHandler
    void on(SigningKeyRetired event) {
        retired = true;
    }
}
