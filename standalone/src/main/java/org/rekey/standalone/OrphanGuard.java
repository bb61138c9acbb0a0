package org.rekey.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/** Stops the server when this JVM is killed: a shell that waits for its standard input to end. */
final class OrphanGuard {

    private final Process shell;

    private OrphanGuard(Process shell) {
        this.shell = shell;
    }

    /** None on Windows, where the next start finds what was left behind. */
    static @Nullable OrphanGuard of(long postmaster) {
        if (PostgresTools.onWindows()) {
            return null;
        }
        // The traps: Ctrl-C reaches the whole foreground group, and the JVM still needs its database then.
        String script = "trap '' INT TERM HUP; read line; kill -INT " + postmaster;
        try {
            return new OrphanGuard(new ProcessBuilder("/bin/sh", "-c", script)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void dismiss() {
        shell.destroyForcibly();
    }
}
