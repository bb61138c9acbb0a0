package org.rekey.domain.log;

import org.rekey.domain.Command;

/**
 * Confirms that the log was restored from a backup, or that it is to count as if it had been.
 *
 * @param generation a name that no log has had
 * @param label of one restore; confirming it again changes nothing
 */
public record ConfirmRestore(String generation, String label) implements Command {

    @Override
    public String stream() {
        return EventLog.STREAM;
    }
}
