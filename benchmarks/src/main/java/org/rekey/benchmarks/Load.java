package org.rekey.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends requests over a number of connections, each with one request under way, from a single thread. */
final class Load {

    private static final int PATIENCE_MILLIS = 20_000;

    private final InetSocketAddress address;
    private final List<byte[]> requests;
    private final byte[] expected;
    private final int connections;
    private int sent;

    /** @param expected what the answers hold when all is well */
    Load(int port, List<byte[]> requests, byte[] expected, int connections) {
        this.address = new InetSocketAddress("127.0.0.1", port);
        this.requests = requests;
        this.expected = expected;
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
                Connection connection = new Connection(address, selector, expected);
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
