package org.rekey.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * No thread waits long for a body that nobody wants: what is just arriving is thrown away, and if that is not all, the
 * connection is closed behind the answer. Tomcat would read it to its end, however slowly it comes.
 */
final class UnreadBodies extends ValveBase {

    private static final int MOST_BYTES = 64 * 1024;

    /**
     * Many programs send header and body one after the other. What comes in after the end of a connection makes the system
     * reset it, and the answer may be lost with it (RFC 9112 section 9.6).
     */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** Each holds a thread: they must not hold all. */
    private final Semaphore waiting;

    UnreadBodies(Semaphore waiting) {
        super(true);
        this.waiting = waiting;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && !isReadToTheEnd(request.getCoyoteRequest())) {
            close(request, response);
        }
    }

    private boolean isReadToTheEnd(org.apache.coyote.Request request) {
        // Of a chunk that has arrived in part the rest would be waited for.
        long announced = request.getContentLengthLong();
        boolean mayTakeLong = announced < 0 || announced > MOST_BYTES;
        Discarded discarded = new Discarded();
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (!isFinished(request)) {
            try {
                if (mayTakeLong || !arrives(() -> hasArrived(request), deadline)) {
                    return false;
                }
                request.doRead(discarded);
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

    boolean arrives(BooleanSupplier hasArrived, long deadline) {
        if (hasArrived.getAsBoolean()) {
            return true;
        }
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return arrivesInTime(hasArrived, deadline);
        } finally {
            waiting.release();
        }
    }

    private static boolean arrivesInTime(BooleanSupplier hasArrived, long deadline) {
        while (!hasArrived.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
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
