package org.rekey.eventstore;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Whether the log still is what it was, or was put back to an earlier state, in which what had been denied works again. Once
 * that is noticed nothing is accepted, until an operator has confirmed it ({@code rekey.restored}) or the right database is
 * back, and the process is started again.
 */
public class LogContinuity {

    private static final Logger log = LoggerFactory.getLogger(LogContinuity.class);
    private static final String ADVICE =
            ". Nothing is accepted: no token, no secret, no session. If the database was put"
                    + " back on purpose, start once with --rekey.restored=<a new text, such as today's date>;"
                    + " if not, put the right one back and start again. See docs/restoring.md";

    private final LogLineage lineage;
    private final LogMark.@Nullable Store marks;
    private final String identity;
    private final @Nullable LogMark markAtStart;

    /** Held while the mark is written, which may take long: nobody who appends waits for that. */
    private final Object writing = new Object();

    private volatile KnownPoints known;
    private volatile List<Generation> generations;
    private volatile LogPoint seen;
    private volatile @Nullable String problem;
    private volatile @Nullable LogMark proof;
    private @Nullable LogMark written;

    /** @param marks null where no mark is kept */
    LogContinuity(LogLineage lineage, LogMark.@Nullable Store marks) {
        this.lineage = lineage;
        this.marks = marks;
        this.identity = lineage.identity();
        this.generations = lineage.generations();
        this.seen = lineage.end(last(generations).id());
        this.known = knownAtFirst(seen);
        String kept = marks == null ? null : marks.read().orElse(null);
        this.markAtStart = kept == null ? null : LogMark.parse(kept);
        if (markAtStart != null) {
            this.problem = contradiction(markAtStart);
        } else if (kept != null) {
            this.problem = "The mark of the log cannot be read, so nobody can tell whether the database was put back";
        }
        if (problem != null) {
            log.error("{}{}", problem, ADVICE);
        }
    }

    /** How the database is not what it was when the mark was written; null if it is. */
    private @Nullable String contradiction(LogMark mark) {
        LogPoint reached = mark.reached();
        if (!mark.log().equals(identity)) {
            return "This is not the database that was used with this data directory before:"
                    + " it is another one, or a backup from before an upgrade";
        } else if (!knows(reached.generation())) {
            return "The database was put back to an earlier state: its log does not know of a restore that was"
                    + " confirmed later (" + reached.text() + ")";
        } else if (!isCurrent(reached)) {
            return null;
        } else if (!lineage.contains(reached)) {
            return "The database was put back to an earlier state: its log contained event " + reached.position() + " ("
                    + reached.text() + "), which is not there any more; it ends at event " + seen.position();
        }
        return mark.missing() == null ? null : lack(mark.missing());
    }

    private static String lack(String credentialId) {
        return "The log was put back to an earlier state: a token was obtained with the secret or key " + credentialId
                + ", which this log does not know";
    }

    /** @throws LogGoneBackException if nothing may be accepted */
    public void requireWhole() {
        String reason = problem;
        if (reason != null) {
            throw new LogGoneBackException(reason);
        }
    }

    public boolean isWhole() {
        return problem == null;
    }

    /** What is wrong, and what to do. */
    public Optional<String> advice() {
        return Optional.ofNullable(problem).map(reason -> reason + ADVICE);
    }

    /** What a token or a session carries: the generation of the log, and how far it is known to have come. */
    public String origin() {
        return seen.text();
    }

    /** The restore since which the log goes on; empty if there was none. */
    public String restore() {
        Generation current = last(generations);
        return current.label() == null ? "" : current.id();
    }

    /**
     * Whether a token that was issued here is from the log as it is. One from before a restore is not. One from a log that
     * went farther than this one, or another way, is not either, and shows that this log was put back.
     *
     * @param origin null of a token from an earlier version, which belongs to the first generation
     * @param issuedAt in seconds since 1970
     */
    public boolean accepts(@Nullable String origin, long issuedAt) {
        if (origin == null) {
            return last(generations).label() == null;
        }
        return known.contain(origin) || accepts(LogPoint.parse(origin), issuedAt);
    }

    private boolean accepts(@Nullable LogPoint point, long issuedAt) {
        if (point == null) {
            return false;
        }
        if (!knows(point.generation())) {
            return isFromAfterRestore(issuedAt) && acceptsUnknown(point);
        }
        return isCurrent(point) && (isContained(point) || gone(point));
    }

    /** Tokens of a log that was lost may still be about when its restore has long been confirmed. */
    private boolean isFromAfterRestore(long issuedAt) {
        return issuedAt > last(generations).since().getEpochSecond();
    }

    /** Another process may have confirmed a restore at this moment. */
    private boolean acceptsUnknown(LogPoint point) {
        follow();
        return isCurrent(point) && isContained(point) || gone(point);
    }

    private boolean isContained(LogPoint point) {
        try {
            boolean contains = lineage.contains(point);
            if (contains) {
                known.add(point);
            }
            return contains;
        } catch (DataAccessException e) {
            if (point.position() <= seen.position()) {
                // Nobody can put a log back that cannot be reached, and it was all right when it was.
                return true;
            }
            throw e;
        }
    }

    private boolean gone(LogPoint point) {
        goneBack(
                "The log was put back to an earlier state: a token was issued when it contained event "
                        + point.position() + " (" + point.text() + "), which it does not contain",
                point,
                null);
        return false;
    }

    /** A token was issued here to a client that exists, for a secret or key of it that the log does not know. */
    public void lacks(String credentialId) {
        goneBack(lack(credentialId), seen, credentialId);
    }

    /** The last position that a token says the log had come to; 0 of one from an earlier version. */
    public static long positionOf(@Nullable String origin) {
        LogPoint point = origin == null ? null : LogPoint.parse(origin);
        return point == null ? 0 : point.position();
    }

    /** Something was appended and committed, here or elsewhere. */
    synchronized void seen(long position, String eventIdentifier) {
        if (position > seen.position()) {
            LogPoint point = LogPoint.of(last(generations).id(), position, eventIdentifier);
            known.add(point);
            seen = point;
        }
    }

    /** In the transaction that appends: what comes next stands behind all that was seen. */
    void requireBehindSeen(long position) {
        LogPoint last = seen;
        if (position <= last.position()) {
            goneBackTo(position - 1, last);
            requireWhole();
        }
    }

    /** Whether the log still contains what was seen of it; and whether another process has confirmed a restore. */
    void check() {
        if (isWhole()) {
            LogPoint last = seen;
            if (!lineage.contains(last)) {
                goneBackTo(lineage.end("").position(), last);
            }
            follow();
            comeTo(lineage.end(""));
        }
    }

    /** A process that reads nothing itself marks what the others have come to. */
    private void comeTo(LogPoint end) {
        if (isWhole() && end.position() > seen.position()) {
            seen(end.position(), end.event());
        }
    }

    private synchronized void follow() {
        List<Generation> all = lineage.generations();
        if (!all.equals(generations) && isWhole()) {
            generations = all;
            seen = seen.in(last(generations).id());
            known = knownAtFirst(seen);
            log.warn(
                    "A restore of the log was confirmed ({}): what was issued before is not accepted any more",
                    restore());
        }
    }

    private void goneBackTo(long position, LogPoint last) {
        goneBack(
                "The log was put back to an earlier state while this process ran: it contained event " + last.position()
                        + " (" + last.text() + ") and ends at event " + position + " now",
                last,
                null);
    }

    private void goneBack(String reason, LogPoint mustContain, @Nullable String missing) {
        synchronized (this) {
            if (problem != null) {
                return;
            }
            proof = new LogMark(identity, label(), mustContain, missing);
            problem = reason;
        }
        log.error("{}{}", reason, ADVICE);
        try {
            writeMark();
        } catch (RuntimeException e) {
            log.error("That the log was put back cannot be written down yet; it is tried again", e);
        }
    }

    /** The operator's word counts, and the log goes on from where it is. */
    void confirmed() {
        goOn();
        writeMark();
    }

    private synchronized void goOn() {
        generations = lineage.generations();
        seen = lineage.end(last(generations).id());
        known = knownAtFirst(seen);
        problem = null;
        proof = null;
    }

    /** Whether the label was given for a restore of this log, or of what it was before it was put back. */
    boolean knowsLabel(String label) {
        return markAtStart != null && label.equals(markAtStart.label())
                || generations.stream().anyMatch(generation -> label.equals(generation.label()));
    }

    /** Whether another process has confirmed, by this label, the very restore that this one has noticed. */
    boolean isConfirmedElsewhere(String label) {
        return label.equals(last(generations).label())
                && markAtStart != null
                && !label.equals(markAtStart.label())
                && !isCurrent(markAtStart.reached());
    }

    /** Writes down how far the log has come; of one that was put back, what shows it. */
    void writeMark() {
        synchronized (writing) {
            LogMark mark = due();
            if (marks != null && mark != null && !mark.equals(written)) {
                marks.write(mark.text());
                written = mark;
            }
        }
    }

    /** Null of a log that was put back before this process started: then the mark there is must stay. */
    private synchronized @Nullable LogMark due() {
        return isWhole() ? new LogMark(identity, label(), seen, null) : proof;
    }

    private static KnownPoints knownAtFirst(LogPoint end) {
        KnownPoints points = new KnownPoints(end.generation());
        points.add(end);
        return points;
    }

    private String label() {
        return Objects.requireNonNullElse(last(generations).label(), "");
    }

    private boolean knows(String generation) {
        return generations.stream().anyMatch(one -> one.id().equals(generation));
    }

    private boolean isCurrent(LogPoint point) {
        return last(generations).id().equals(point.generation());
    }

    private static Generation last(List<Generation> generations) {
        return generations.get(generations.size() - 1);
    }
}
