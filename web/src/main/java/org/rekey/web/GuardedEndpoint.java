package org.rekey.web;

import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Goes on with requests that have begun before it begins others: those that are to end take memory until they do. Where more
 * wait than can be served soon, the newest is begun first: it can still be answered in time. And where there are as many
 * connections as there may be, it closes those that have been silent for longest.
 */
final class GuardedEndpoint extends NioEndpoint {

    /** A request that begins may end one other, or make room by ending it. */
    private static final int BEGUN_BEFORE_ANOTHER = 2;

    /** So many are served within less time than anybody notices. */
    private static final int FEW = 64;

    private static final int FULL_PERCENT = 90;
    private static final int CLOSED_AT_ONCE = 256;

    private final Queue<Runnable> begun = new ConcurrentLinkedQueue<>();
    private final Deque<Runnable> others = new ConcurrentLinkedDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> connection, SocketEvent event, boolean dispatch) {
        Executor threads = getExecutor();
        if (!dispatch || threads == null) {
            return super.processSocket(connection, event, dispatch);
        }
        try {
            if (connection.getCurrentProcessor() == null) {
                waiting.incrementAndGet();
                others.addLast(() -> super.processSocket(connection, event, false));
                threads.execute(this::begin);
            } else {
                begun.add(() -> super.processSocket(connection, event, false));
                threads.execute(() -> goOn(1));
            }
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void begin() {
        goOn(BEGUN_BEFORE_ANOTHER);
        Runnable next = waiting.getAndDecrement() > FEW ? others.pollLast() : others.pollFirst();
        if (next != null) {
            next.run();
        }
    }

    private void goOn(int most) {
        for (int i = 0; i < most; i++) {
            Runnable next = begun.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (getConnectionCount() * 100 >= (long) getMaxConnections() * FULL_PERCENT) {
            closeSilent();
        }
        return super.setSocketOptions(socket);
    }

    private void closeSilent() {
        getConnections().stream()
                .filter(connection -> connection.getCurrentProcessor() == null)
                .map(NioSocketWrapper.class::cast)
                .sorted(Comparator.comparingLong(NioSocketWrapper::getLastRead))
                .limit(CLOSED_AT_ONCE)
                .forEach(connection -> connection.processSocket(SocketEvent.ERROR, true));
    }
}
