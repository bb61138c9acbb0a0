package org.rekey.standalone;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the reason in two lines instead of a stack trace. */
final class DataDirectoryFailureAnalyzer extends AbstractFailureAnalyzer<DataDirectoryException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataDirectoryException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Mend it, choose another directory with --rekey.data-dir, or a PostgreSQL of your own with SPRING_DATASOURCE_URL.",
                cause);
    }
}
