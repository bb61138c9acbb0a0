package org.rekey.domain.api;

import org.rekey.domain.Command;

/** Takes an API out of the catalogue, for good. */
public record RetireApi(ApiKey key) implements Command {

    @Override
    public String stream() {
        return key.stream();
    }
}
