package org.rekey.domain.api;

import org.rekey.domain.Command;

/** Changes what the catalogue says of an API. */
public record ChangeApi(ApiKey key, ApiDefinition definition) implements Command {

    @Override
    public String stream() {
        return key.stream();
    }
}
