package org.rekey.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection, opened again whenever the server has closed it. */
final class Connection {

    private final InetSocketAddress address;
    private final Selector selector;
    private final byte[] expected;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private SocketChannel channel;
    private long sentAt;

    Connection(InetSocketAddress address, Selector selector, byte[] expected) throws IOException {
        this.address = address;
        this.selector = selector;
        this.expected = expected;
        this.channel = opened();
    }

    void send(ByteBuffer request) throws IOException {
        sentAt = System.nanoTime();
        if (!channel.isOpen()) {
            channel = opened();
        }
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** True when the answer is complete. */
    boolean receive() throws IOException {
        if (!channel.isOpen()) {
            return false;
        }
        if (channel.read(buffer) < 0) {
            throw new IOException("closed before the answer was complete: " + new Answer(buffer));
        }
        return new Answer(buffer).isComplete();
    }

    /** Nanoseconds from sending to here; fails unless the answer is the expected one. */
    long check() throws IOException {
        long took = System.nanoTime() - sentAt;
        Answer answer = new Answer(buffer);
        if (!answer.isOkWith(expected)) {
            throw new IOException("not what was expected: " + answer);
        }
        if (answer.closesConnection()) {
            channel.close();
        }
        buffer.clear();
        return took;
    }

    void close() throws IOException {
        channel.close();
    }

    private SocketChannel opened() throws IOException {
        SocketChannel opened = SocketChannel.open(address);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_READ, this);
        return opened;
    }
}
