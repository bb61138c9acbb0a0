package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;

/** Lets a read see at least as much history as the caller has seen. */
public class RekeyPosition {

    /** The position of the last event that an answer to a command stands for. */
    public static final String HEADER = "Rekey-Position";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final ProjectionPositions projections;
    private final LogHead log;
    private final Semaphore waiting;

    RekeyPosition(ProjectionPositions projections, LogHead log, Semaphore waiting) {
        this.projections = projections;
        this.log = log;
        this.waiting = waiting;
    }

    /**
     * Waits until the projection has seen the position that the request names, and whatever this process has written.
     *
     * @throws ProblemException 400 if the header is no number, or none that an answer can have given, 503 if it takes longer
     *     than 5 s, or too many wait already
     */
    public void await(HttpServletRequest request, String projection) {
        long given = given(request);
        long position = Math.max(given, log.lastAppendedHere());
        if (projections.position(projection) >= position) {
            return;
        }
        if (given > log.lastAppendedHere() && given > log.committed()) {
            throw ProblemException.malformed(HEADER, "is a position that the history has not come to");
        }
        if (!waiting.tryAcquire()) {
            throw ProblemException.unavailable("too many reads wait for the history at present", null);
        }
        try {
            if (!projections.await(projection, position, PATIENCE)) {
                throw ProblemException.unavailable(
                        "the history up to position " + position + " is not to be read here yet", null);
            }
        } finally {
            waiting.release();
        }
    }

    private static long given(HttpServletRequest request) {
        List<String> headers = AdminRequest.headers(request, HEADER);
        if (headers.isEmpty()) {
            return 0;
        }
        if (headers.size() > 1 || !NUMBER.matcher(headers.get(0).strip()).matches()) {
            throw ProblemException.malformed(HEADER, "must be a number as an answer to a command gave it");
        }
        return Long.parseLong(headers.get(0).strip());
    }
}
