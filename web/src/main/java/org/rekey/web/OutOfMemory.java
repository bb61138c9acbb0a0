package org.rekey.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.rekey.domain.Halt;

/** Outermost: whatever a request has died of goes past here, or has been written down by who has caught it. */
final class OutOfMemory extends ValveBase {

    OutOfMemory() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try {
            getNext().invoke(request, response);
        } catch (Throwable e) {
            Halt.onOutOfMemory(e);
            throw e;
        }
        if (response.getStatus() >= 500
                && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            Halt.onOutOfMemory(failure);
        }
    }
}
