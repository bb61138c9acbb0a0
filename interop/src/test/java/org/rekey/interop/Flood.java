package org.rekey.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Very many connections of one client, each of which sends the same and then a byte now and then. One that is closed is opened
 * again.
 */
final class Flood {

    private static final long DRIP_NANOS = Duration.ofMillis(500).toNanos();
    private static final int OPENED_AT_ONCE = 200;

    private final int port;
    private final int connections;
    private final byte[] bytes;
    private final Map<String, Integer> answers = new TreeMap<>();
    private int open;

    Flood(int port, int connections, String text) {
        this.port = port;
        this.connections = connections;
        this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How often each status has been answered. */
    Map<String, Integer> answers() {
        return answers;
    }

    private static final class Sender {

        private final ByteBuffer unsent;
        private boolean answered;

        Sender(byte[] bytes) {
            unsent = ByteBuffer.wrap(bytes);
        }
    }

    void run(Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        long drip = System.nanoTime() + DRIP_NANOS;
        try (Selector selector = Selector.open()) {
            while (System.nanoTime() < end) {
                open(selector);
                selector.select(this::serve, 20);
                if (System.nanoTime() > drip) {
                    selector.keys().forEach(this::drip);
                    drip = System.nanoTime() + DRIP_NANOS;
                }
            }
            selector.keys().forEach(this::close);
        }
    }

    private void open(Selector selector) throws IOException {
        for (int i = 0; open < connections && i < OPENED_AT_ONCE; i++, open++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.register(selector, SelectionKey.OP_CONNECT, new Sender(bytes));
        }
    }

    private void serve(SelectionKey key) {
        try {
            SocketChannel channel = (SocketChannel) key.channel();
            Sender sender = (Sender) key.attachment();
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                channel.write(sender.unsent);
                if (!sender.unsent.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            } else if (key.isReadable()) {
                read(key, channel, sender);
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private void read(SelectionKey key, SocketChannel channel, Sender sender) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(4096);
        if (channel.read(answer) < 0) {
            close(key);
        } else if (!sender.answered && answer.position() >= 12) {
            sender.answered = true;
            answers.merge(new String(answer.array(), 9, 3, StandardCharsets.ISO_8859_1), 1, Integer::sum);
        }
    }

    private void drip(SelectionKey key) {
        if (key.isValid() && key.interestOps() == SelectionKey.OP_READ) {
            try {
                ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {'a'}));
            } catch (IOException e) {
                close(key);
            }
        }
    }

    private void close(SelectionKey key) {
        if (key.isValid()) {
            key.cancel();
            open--;
            try {
                key.channel().close();
            } catch (IOException e) {
                // It is closed.
            }
        }
    }
}
