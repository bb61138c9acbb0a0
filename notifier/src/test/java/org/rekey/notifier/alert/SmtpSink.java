package org.rekey.notifier.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server (RFC 5321) that answers as the test wants: GreenMail knows everybody and takes everything. */
public final class SmtpSink implements AutoCloseable {

    /** What it has taken: for whom, and the whole text. */
    public record Taken(List<String> recipients, String text) {}

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger offered = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    public SmtpSink() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "smtp-sink");
        accepting.setDaemon(true);
        accepting.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** @param address the answer is to {@code RCPT TO} of it, or to every {@code MAIL FROM} if it is this */
    void answers(String address, String answer) {
        answers.put(address, answer);
    }

    /** From now on it reads mails, and does not say whether it takes them. */
    void hesitates() {
        gate = new CountDownLatch(1);
    }

    void goesOn() {
        gate.countDown();
    }

    /** How many mails it has been offered. */
    int offered() {
        return offered.get();
    }

    void knows(String address) {
        answers.remove(address);
    }

    public List<Taken> taken() {
        return taken;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread serving = new Thread(() -> serve(connection), "smtp-sink");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            say(connection, "220 sink");
            List<String> recipients = new CopyOnWriteArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT TO:")) {
                    String address = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    String answer = answers.getOrDefault(address, "250 ok");
                    if (answer.startsWith("250")) {
                        recipients.add(address);
                    }
                    say(connection, answer);
                } else if (line.startsWith("MAIL FROM:")) {
                    offered.incrementAndGet();
                    say(connection, answers.getOrDefault("MAIL FROM", "250 ok"));
                } else if (line.equals("DATA")) {
                    say(connection, "354 go on");
                    StringBuilder text = new StringBuilder();
                    for (String part = in.readLine(); !".".equals(part); part = in.readLine()) {
                        if (part == null) {
                            return;
                        }
                        text.append(part).append("\r\n");
                    }
                    gate.await();
                    taken.add(new Taken(List.copyOf(recipients), text.toString()));
                    recipients.clear();
                    say(connection, "250 taken");
                } else if (line.equals("QUIT")) {
                    say(connection, "221 bye");
                    return;
                } else {
                    if (line.equals("RSET")) {
                        recipients.clear();
                    }
                    say(connection, "250 ok");
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
