package org.rekey.command;

import java.util.ArrayList;
import java.util.List;
import org.rekey.domain.secret.RotationInterval;

/** What is accepted, but should be thought about. */
public final class IntervalWarnings {

    private static final String ETERNAL = "the secret never expires, so nobody will be reminded to rotate it";

    private IntervalWarnings() {}

    public static List<String> ofInterval(RotationInterval interval) {
        return new ArrayList<>(interval.expires() ? List.of() : List.of(ETERNAL));
    }
}
