package org.rekey.query;

import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;

/** What reads of single things have in common. */
public final class Reads {

    private Reads() {}

    /** What is not there, and what the caller may not know to be there, are answered alike. */
    public static ProblemException nothingHere() {
        return ProblemException.of(ProblemType.UNKNOWN, "there is nothing at this address");
    }

    /** Nothing is called by a name with control characters, and PostgreSQL would not even compare one. */
    public static String identifier(String fromPath) {
        if (fromPath.chars().anyMatch(Character::isISOControl)) {
            throw nothingHere();
        }
        return fromPath;
    }

    /** The number of the last event that is part of what was read, as {@code If-Match} wants it back. */
    public static String eTag(long version) {
        return "\"" + version + "\"";
    }
}
