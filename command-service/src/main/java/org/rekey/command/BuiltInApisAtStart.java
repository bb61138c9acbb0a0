package org.rekey.command;

import org.axonframework.spring.config.SpringAxonConfiguration;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.api.Catalogue;
import org.rekey.domain.api.RegisterApi;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.ConflictException;
import org.rekey.eventstore.LogContinuity;
import org.rekey.eventstore.Provenance;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sees to it that Rekey's own APIs stand in the catalogue before the first request comes in. */
@Component
class BuiltInApisAtStart implements SmartLifecycle {

    /** As soon as commands are handled and a restore may have been confirmed, which is before the web server starts. */
    private static final int PHASE = SpringAxonConfiguration.LIFECYCLE_PHASE + 2;

    private final Commits commits;
    private final Catalogue catalogue;
    private final LogContinuity log;
    private volatile boolean running;

    BuiltInApisAtStart(Commits commits, Catalogue catalogue, LogContinuity log) {
        this.commits = commits;
        this.catalogue = catalogue;
        this.log = log;
    }

    @Override
    public void start() {
        if (log.isWhole()) {
            BuiltInApis.all().forEach(this::register);
        }
        running = true;
    }

    private void register(RegisterApi api) {
        try {
            commits.inOneTransaction(Provenance.process("command-service"), dispatch -> {
                boolean missing = catalogue.offeredBy(api.key()).isEmpty();
                return missing ? dispatch.send(api) : null;
            });
        } catch (ConflictException e) {
            // Another process has registered it at the same moment.
            return;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
