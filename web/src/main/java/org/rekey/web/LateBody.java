package org.rekey.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * Collects a body that arrives in pieces while no thread waits for it: however many senders are slow, the others do not
 * notice. Of one that is too large the rest is thrown away, so that the sender gets to read the answer.
 */
final class LateBody implements ReadListener, AsyncListener {

    private static final long MOST_THROWN_AWAY = 4L * 1024 * 1024;
    private static final int SMALLEST = 1024;

    /** What the thread at hand has begun: Tomcat lets no other thread end it before it has left. */
    private static final ThreadLocal<LateBody> BEGUN = new ThreadLocal<>();

    /** What {@link HeldBodies} counts for it, guarded by its lock. */
    long taken;

    private final HttpServletRequest request;
    private final AsyncContext context;
    private final ServletInputStream in;
    private final Bound bound;
    private final HeldBodies room;
    private byte[] body;
    private int length;
    private long thrownAway;
    private volatile boolean over;

    private LateBody(HttpServletRequest request, Bound bound, HeldBodies room, byte[] body, int length)
            throws IOException {
        this.request = request;
        this.in = request.getInputStream();
        this.bound = bound;
        this.room = room;
        this.body = body;
        this.length = length;
        this.context = request.startAsync();
    }

    /** @param body with its first bytes */
    static void await(HttpServletRequest request, Bound bound, HeldBodies room, byte[] body, int length)
            throws IOException {
        LateBody late = new LateBody(request, bound, room, body, length);
        late.context.setTimeout(bound.time().toMillis());
        late.context.addListener(late);
        if (room.take(late, HeldBodies.CONNECTION + body.length)) {
            BEGUN.set(late);
            late.in.setReadListener(late);
        } else {
            late.giveUp();
        }
    }

    /** The thread at hand has left the request that it has worked on. */
    static void left() {
        LateBody begun = BEGUN.get();
        if (begun != null) {
            BEGUN.remove();
            begun.room.await(begun);
        }
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over && in.isReady()) {
            if (length == body.length && !grow()) {
                giveUp();
                return;
            }
            int read = in.read(body, length, body.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > bound.bytes() || thrownAway > 0) {
                thrownAway += length;
                length = 0;
            }
            if (thrownAway > MOST_THROWN_AWAY) {
                refuse(BodyRefusal.tooLarge(bound));
                return;
            }
        }
    }

    /** One byte more than is allowed shows that it is too large. */
    private boolean grow() {
        int size = Math.min(Math.max(SMALLEST, 2 * length), bound.bytes() + 1);
        if (!room.take(this, size - body.length)) {
            return false;
        }
        body = Arrays.copyOf(body, size);
        return true;
    }

    @Override
    public void onAllDataRead() {
        if (thrownAway > 0) {
            refuse(BodyRefusal.tooLarge(bound));
        } else if (begins()) {
            room.keep(this);
            Bodies.keep(request, new Body(body, length));
            context.dispatch();
        }
    }

    void giveUp() {
        refuse(BodyRefusal.noRoom());
    }

    /** Answers on the spot: right after this the server closes the connection. */
    @Override
    public void onError(Throwable failure) {
        if (!begins()) {
            return;
        }
        boolean silent = failure instanceof SocketTimeoutException;
        int status = silent ? 408 : 400;
        String explanation = silent ? BodyRefusal.tooSlow().explanation() : "the body cannot be read";
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        try {
            response.setHeader("Connection", "close");
            RefusalBody.of(request.getRequestURI(), status, explanation).write(response, status);
            response.flushBuffer();
        } catch (IOException e) {
            // The sender is gone.
        }
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        refuse(thrownAway > 0 ? BodyRefusal.tooLarge(bound) : BodyRefusal.tooSlow());
    }

    private void refuse(BodyRefusal refusal) {
        if (begins()) {
            room.release(this);
            Bodies.keep(request, refusal);
            context.dispatch();
        }
    }

    /** True for the first that has something to say. */
    private synchronized boolean begins() {
        boolean first = !over;
        over = true;
        return first;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        room.release(this);
    }

    @Override
    public void onError(AsyncEvent event) {
        room.release(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
