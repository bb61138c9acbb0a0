package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
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

    RekeyPosition(ProjectionPositions projections, LogHead log) {
        this.projections = projections;
        this.log = log;
    }

    /**
     * Waits until the projection has seen the position that the request names, and whatever this process has written.
     *
     * @throws ProblemException 400 if the header is no number, 503 if it takes longer than 5 s
     */
    public void await(HttpServletRequest request, String projection) {
        long position = Math.max(given(request), log.lastAppendedHere());
        if (!projections.await(projection, position, PATIENCE)) {
            throw ProblemException.unavailable(
                    "the history up to position " + position + " is not to be read here yet", null);
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
