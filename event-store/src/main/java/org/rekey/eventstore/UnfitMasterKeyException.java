package org.rekey.eventstore;

/** Without its master key an installation can check and open nothing: Rekey refuses to start. Neither text names the key. */
public class UnfitMasterKeyException extends RuntimeException {

    private final String action;

    /** @param action what to do about it */
    public UnfitMasterKeyException(String reason, String action) {
        super(reason);
        this.action = action;
    }

    String action() {
        return action;
    }
}
