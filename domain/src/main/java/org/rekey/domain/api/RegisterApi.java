package org.rekey.domain.api;

import org.rekey.domain.Command;

/** Enters an API in the catalogue. */
public record RegisterApi(ApiKey key, ApiDefinition definition) implements Command {

    @Override
    public String stream() {
        return key.stream();
    }
}
