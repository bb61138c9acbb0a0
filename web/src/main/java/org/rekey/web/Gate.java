package org.rekey.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Lets in as many requests of a kind as there are permits, so that however many there are, the others find a thread. Refuses
 * forms where nobody reads them, lest somebody read them who waits for them: filters and dispatchers do that before anybody
 * has asked who sends it.
 */
final class Gate extends ValveBase {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final FormPaths forms;
    private final Map<Lane, Semaphore> permits;

    Gate(HttpProperties.Permits permits, FormPaths forms) {
        super(true);
        this.forms = forms;
        this.permits = new EnumMap<>(Map.of(
                Lane.DENIALS, new Semaphore(permits.denials()),
                Lane.READS, new Semaphore(permits.reads()),
                Lane.WRITES, new Semaphore(permits.writes()),
                Lane.SIGN_INS, new Semaphore(permits.signIns()),
                Lane.HEALTH, new Semaphore(permits.health()),
                Lane.KEYS, new Semaphore(permits.keys()),
                Lane.OTHERS, new Semaphore(permits.others())));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = String.valueOf(request.getDecodedRequestURI());
        Lane lane = Lane.of(request.getMethod(), path, forms);
        if (lane == Lane.TOKENS) {
            getNext().invoke(request, response);
        } else if (lane == Lane.CLOSED || lane == Lane.OTHERS && isForm(request)) {
            refuse(request, response, 404, "there is nothing at this address");
        } else if (!lane.takesForms(path) && isForm(request)) {
            refuse(request, response, 415, "send application/json: forms are not read here");
        } else {
            enter(lane, request, response);
        }
    }

    private void enter(Lane lane, Request request, Response response) throws IOException, ServletException {
        Semaphore permit = permits.get(lane);
        if (permit == null || permit.tryAcquire()) {
            try {
                getNext().invoke(request, response);
            } finally {
                release(permit);
            }
        } else {
            refuse(request, response, 503, "too many requests of this kind at present, try again");
        }
    }

    private static void release(@Nullable Semaphore permit) {
        if (permit != null) {
            permit.release();
        }
    }

    private static boolean isForm(Request request) {
        String type = request.getContentType();
        if (type == null || WITHOUT_BODY.contains(request.getMethod()) || request.getContentLengthLong() == 0) {
            return false;
        }
        String lower = type.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/");
    }

    private static void refuse(Request request, Response response, int status, String explanation) throws IOException {
        RefusalBody.of(request.getRequestURI(), status, explanation).write(response, status);
    }
}
