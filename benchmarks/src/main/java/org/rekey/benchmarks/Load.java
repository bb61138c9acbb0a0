package org.rekey.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks for tokens over a number of connections, each with one request under way, from a single thread. */
final class Load {

    static final String SCOPE = "orders.read";

    private static final int PATIENCE_MILLIS = 20_000;

    private final InetSocketAddress address;
    private final List<byte[]> requests;
    private final int connections;
    private int sent;

    Load(int port, List<Credential> credentials, int connections) {
        this.address = new InetSocketAddress("127.0.0.1", port);
        this.requests = credentials.stream().map(c -> c.tokenRequest(port)).toList();
        this.connections = connections;
    }

    /** How long each request took, sorted, in nanoseconds. */
    long[] run(int count) throws IOException {
        long[] took = new long[count];
        int answered = 0;
        int started = 0;
        try (Selector selector = Selector.open()) {
            List<Connection> open = new ArrayList<>();
            for (; started < Math.min(connections, count); started++) {
                Connection connection = new Connection(address, selector);
                open.add(connection);
                connection.send(nextRequest());
            }
            while (answered < count) {
                if (selector.select(PATIENCE_MILLIS) == 0) {
                    throw new IOException("no answer for " + PATIENCE_MILLIS + " ms");
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (connection.receive()) {
                        took[answered++] = connection.check();
                        if (started < count) {
                            connection.send(nextRequest());
                            started++;
                        }
                    }
                }
                selector.selectedKeys().clear();
            }
            for (Connection connection : open) {
                connection.close();
            }
        }
        Arrays.sort(took);
        return took;
    }

    private ByteBuffer nextRequest() {
        return ByteBuffer.wrap(requests.get(sent++ % requests.size()));
    }
}
