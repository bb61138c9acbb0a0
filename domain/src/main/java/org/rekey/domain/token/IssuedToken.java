package org.rekey.domain.token;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;

/** A token of which there is something to remember: that it was revoked. */
@AggregateRoot(type = "token")
@NullUnmarked
public class IssuedToken {

    @AggregateIdentifier
    private String stream;

    protected IssuedToken() {}

    /** Revoking twice is revoking once (RFC 7009 section 2.2). */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(RevokeToken command) {
        if (stream == null) {
            AggregateLifecycle.apply(new TokenRevoked(command.tokenId(), command.clientId(), command.expiresAt()));
        }
    }

    @EventHandler
    void on(TokenRevoked event) {
        stream = event.tokenId().stream();
    }
}
