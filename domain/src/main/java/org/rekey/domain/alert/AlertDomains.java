package org.rekey.domain.alert;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;
import org.rekey.domain.MailDomain;
import org.rekey.domain.Refusal;

/** The domains outside that mail may go to: one list for all of the installation. */
@AggregateRoot(type = "alert")
@NullUnmarked
public class AlertDomains {

    public static final String STREAM = "alert:domains";

    private static final int MOST = 200;

    @AggregateIdentifier
    private String stream;

    private final SortedSet<String> allowed = new TreeSet<>();

    protected AlertDomains() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(AllowAlertDomains command) {
        SortedSet<String> wanted = new TreeSet<>();
        command.domains().forEach(domain -> wanted.add(MailDomain.parse("domains", domain)));
        if (wanted.size() > MOST) {
            throw Refusal.rule("domains", "must be at most " + MOST);
        }
        without(allowed, wanted).forEach(domain -> AggregateLifecycle.apply(new AlertDomainDisallowed(domain)));
        without(wanted, allowed).forEach(domain -> AggregateLifecycle.apply(new AlertDomainAllowed(domain)));
    }

    private static SortedSet<String> without(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    @EventHandler
    void on(AlertDomainAllowed event) {
        stream = STREAM;
        allowed.add(event.domain());
    }

    @EventHandler
    void on(AlertDomainDisallowed event) {
        allowed.remove(event.domain());
    }

    public SortedSet<String> allowed() {
        return Collections.unmodifiableSortedSet(allowed);
    }
}
