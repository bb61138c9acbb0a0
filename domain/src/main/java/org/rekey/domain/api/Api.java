package org.rekey.domain.api;

import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;
import org.rekey.domain.Refusal;

/** A protected API in the catalogue. */
@AggregateRoot(type = "api")
@NullUnmarked
public class Api {

    @AggregateIdentifier
    private String stream;

    private ApiKey key;
    private ApiDefinition definition;
    private boolean retired;

    protected Api() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(RegisterApi command) {
        ApiRules.check(command.key(), command.definition());
        AggregateLifecycle.apply(new ApiRegistered(command.key(), command.definition()));
    }

    @CommandHandler
    public void handle(ChangeApi command) {
        refuseUnlessChangeable();
        ApiRules.check(key, command.definition());
        if (!command.definition().equals(definition)) {
            AggregateLifecycle.apply(new ApiChanged(key, command.definition()));
        }
    }

    @CommandHandler
    public void handle(RetireApi command) {
        refuseUnlessChangeable();
        AggregateLifecycle.apply(new ApiRetired(key));
    }

    private void refuseUnlessChangeable() {
        if (retired) {
            throw Refusal.unknown("there is no API '" + key + "'");
        }
        if (BuiltInApis.contains(key)) {
            throw Refusal.conflict("the API '" + key + "' is built in and stays as it is");
        }
    }

    @EventHandler
    void on(ApiRegistered event) {
        stream = event.key().stream();
        key = event.key();
        definition = event.definition();
    }

    @EventHandler
    void on(ApiChanged event) {
        definition = event.definition();
    }

    @EventHandler
    void on(ApiRetired event) {
        retired = true;
    }

    public Set<AccessLevel> offered() {
        return retired ? Set.of() : definition.access();
    }

    public ApiDefinition definition() {
        return definition;
    }
}
