package org.rekey.web;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Reads requests from a connection. A header of which a part is missing is on its way, and must not be for long. */
final class GuardedProcessor extends Http11Processor {

    private final SlowHeaders headers;
    private boolean isOnItsWay;

    GuardedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, SlowHeaders headers) {
        super(protocol, adapter);
        this.headers = headers;
    }

    @Override
    public SocketState process(SocketWrapperBase<?> connection, SocketEvent event) throws IOException {
        SocketState state = super.process(connection, event);
        LateBody.left();
        if (state == SocketState.LONG && !isAsync()) {
            isOnItsWay = headers.mayTakeLonger(connection);
            return isOnItsWay ? state : SocketState.CLOSED;
        }
        if (isOnItsWay) {
            isOnItsWay = false;
            headers.arrived(connection);
        }
        return state;
    }
}
