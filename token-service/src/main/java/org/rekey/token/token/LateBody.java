package org.rekey.token.token;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;

/**
 * Collects a body that arrives in pieces while no thread waits for it: however many senders are slow, the others do not
 * notice. Of one that is too large the rest is thrown away, so that the sender gets to read the answer.
 */
final class LateBody implements ReadListener, AsyncListener {

    /** Holds the form, or why there is none, when the request comes again. */
    static final String ATTRIBUTE = LateBody.class.getName();

    private static final long PATIENCE_MILLIS = 5_000;
    private static final long MOST_THROWN_AWAY = 4L * 1024 * 1024;

    private final HttpServletRequest request;
    private final AsyncContext context;
    private final ServletInputStream in;
    private byte[] body;
    private int length;
    private long thrownAway;
    private boolean over;

    private LateBody(HttpServletRequest request, AsyncContext context, byte[] body, int length) throws IOException {
        this.request = request;
        this.context = context;
        this.in = request.getInputStream();
        this.body = body;
        this.length = length;
    }

    /** @param body with its first bytes, and room for more */
    static void await(HttpServletRequest request, byte[] body, int length) throws IOException {
        AsyncContext context = request.startAsync();
        LateBody late = new LateBody(request, context, body, length);
        context.setTimeout(PATIENCE_MILLIS);
        context.addListener(late);
        late.in.setReadListener(late);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (in.isReady()) {
            if (length == body.length) {
                body = Arrays.copyOf(body, 2 * length + 1);
            }
            int read = in.read(body, length, body.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > FormBody.MOST_BYTES) {
                thrownAway += length;
                length = 0;
            }
            if (thrownAway > MOST_THROWN_AWAY) {
                end(FormBody.tooLarge());
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (thrownAway > 0) {
            end(FormBody.tooLarge());
        } else {
            end(parsed());
        }
    }

    private Object parsed() {
        try {
            return Form.parse(body, length);
        } catch (ProtocolException e) {
            return e;
        }
    }

    /** Answers on the spot: right after this the server closes the connection. */
    @Override
    public synchronized void onError(Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        try {
            response.setHeader("Connection", "close");
            Answer.error(request, response, ProtocolException.invalidRequest("the body cannot be read"));
            response.flushBuffer();
        } catch (IOException e) {
            // The sender is gone.
        }
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(thrownAway > 0 ? FormBody.tooLarge() : FormBody.tooSlow());
    }

    private synchronized void end(Object formOrRefusal) {
        if (!over) {
            over = true;
            request.setAttribute(ATTRIBUTE, formOrRefusal);
            context.dispatch();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
