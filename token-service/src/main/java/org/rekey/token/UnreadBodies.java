package org.rekey.token;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * No thread waits for a body that nobody wants: what has arrived of it is thrown away, and if that is not all, the
 * connection is closed behind the answer. Tomcat would read it to its end, however slowly it comes.
 */
final class UnreadBodies extends ValveBase {

    private static final int MOST_BYTES = 64 * 1024;

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && !isReadToTheEnd(request.getCoyoteRequest())) {
            close(request, response);
        }
    }

    private static boolean isReadToTheEnd(org.apache.coyote.Request request) {
        // Of a chunk that has arrived in part the rest would be waited for.
        boolean mayBlock = request.getContentLengthLong() < 0;
        Discarded discarded = new Discarded();
        int length = 0;
        while (!isFinished(request)) {
            try {
                if (mayBlock || length >= MOST_BYTES || !hasArrived(request)) {
                    return false;
                }
                length += Math.max(1, request.doRead(discarded));
            } catch (IOException | IllegalArgumentException e) {
                return false; // the latter when the header was too large, and nothing behind it can be read
            }
        }
        return true;
    }

    private static boolean isFinished(org.apache.coyote.Request request) {
        AtomicBoolean finished = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, finished);
        return finished.get();
    }

    private static boolean hasArrived(org.apache.coyote.Request request) {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() > 0;
    }

    /** No byte of the rest may be taken for the next request. */
    private static void close(Request request, Response response) {
        if (!response.isCommitted()) {
            response.getCoyoteResponse().setHeader("Connection", "close");
        }
        int status = response.getStatus();
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        // It counts as an error, of which Tomcat would make a status and a page of its own.
        response.getCoyoteResponse().setErrorReported();
        if (!response.isCommitted()) {
            response.getCoyoteResponse().setStatus(status);
        }
    }

    private static final class Discarded implements ApplicationBufferHandler {

        private @Nullable ByteBuffer buffer;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {}
    }
}
