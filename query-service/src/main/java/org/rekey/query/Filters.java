package org.rekey.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;

/** Reads the query parameters that narrow a list. Each names itself when it is of no use. */
public final class Filters {

    private static final int LONGEST = 200;
    private static final int LAST_YEAR = 9999;

    private Filters() {}

    public static @Nullable String text(String name, @Nullable String given) {
        if (given != null && (given.length() > LONGEST || given.chars().anyMatch(Character::isISOControl))) {
            throw ProblemException.malformed(name, "must be at most " + LONGEST + " characters on one line");
        }
        return given == null || given.isEmpty() ? null : given;
    }

    /** False when it is not given. */
    public static boolean flag(String name, @Nullable String given) {
        if (given == null || given.equals("false")) {
            return false;
        }
        if (!given.equals("true")) {
            throw ProblemException.malformed(name, "must be true or false");
        }
        return true;
    }

    public static @Nullable Instant instant(String name, @Nullable String given) {
        if (given == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(given).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            throw noInstant(name);
        }
        throw noInstant(name);
    }

    private static ProblemException noInstant(String name) {
        return ProblemException.malformed(name, "must be an instant as in 2026-01-31T12:00:00Z");
    }

    /** The one tenant to show; null for all. A caller that is bound to a tenant cannot ask for another. */
    public static @Nullable String tenant(Caller caller, @Nullable String given) {
        String asked = text("tenant", given);
        String own = caller.tenant();
        if (own != null && asked != null && !asked.equals(own)) {
            throw ProblemException.forbidden("the caller is bound to a tenant and sees no other");
        }
        return own != null ? own : asked;
    }
}
