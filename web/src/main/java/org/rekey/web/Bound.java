package org.rekey.web;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How large a body may be, and within which time it must have arrived.
 *
 * @param known whether it is known who sends it, so that it takes no room from others
 */
public record Bound(int bytes, Duration time, boolean known) {

    static Bound ofAnybody(DataSize size, Duration time) {
        return new Bound(Math.toIntExact(size.toBytes()), time, false);
    }

    static Bound ofCaller(DataSize size, Duration time) {
        return new Bound(Math.toIntExact(size.toBytes()), time, true);
    }
}
