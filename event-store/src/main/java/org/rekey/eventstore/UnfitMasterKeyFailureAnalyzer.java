package org.rekey.eventstore;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The reason and what to do, without the stack trace that leads to it. */
final class UnfitMasterKeyFailureAnalyzer extends AbstractFailureAnalyzer<UnfitMasterKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnfitMasterKeyException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
