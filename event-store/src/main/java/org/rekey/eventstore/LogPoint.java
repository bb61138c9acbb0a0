package org.rekey.eventstore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log that was committed, and in which generation of the log.
 *
 * @param position 0 before the first event
 * @param event the beginning of its identifier: a log that was put back and written on has another one there
 * @param text all three, as tokens carry them
 */
record LogPoint(String generation, long position, String event, String text) {

    private static final int LENGTH = 8;
    private static final Pattern FORM = Pattern.compile("([0-9A-Za-z]{1,64})\\.(0|[1-9][0-9]{0,17})\\.([^.]{0,8})");

    static LogPoint of(String generation, long position, String eventIdentifier) {
        String event = eventIdentifier.substring(0, Math.min(LENGTH, eventIdentifier.length()));
        return new LogPoint(generation, position, event, generation + "." + position + "." + event);
    }

    static @Nullable LogPoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new LogPoint(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3), text)
                : null;
    }

    LogPoint in(String otherGeneration) {
        return of(otherGeneration, position, event);
    }

    boolean isNamed(String eventIdentifier) {
        return event.equals(of(generation, position, eventIdentifier).event);
    }
}
