package org.rekey.domain.alert;

import java.util.Set;

/** What a decision needs to know of the domains outside that mail may go to. */
public interface AllowedDomains {

    /** Each stands for itself alone, not for those below it. */
    Set<String> domains();
}
