package org.rekey.domain.alert;

import java.util.Set;
import org.rekey.domain.Command;

/** Allows mail to these domains, and to no others. */
public record AllowAlertDomains(Set<String> domains) implements Command {

    @Override
    public String stream() {
        return AlertDomains.STREAM;
    }
}
