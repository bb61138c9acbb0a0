package org.rekey.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Clients that all expire in the same hour, and what it takes to remind of them, beside programs that get tokens. Prints
 * rows of a table.
 *
 * <p>{@code create <data dir> <port> <count> <file>}, then {@code send <data dir> <port> <pid> <mail port> <file>}; a
 * movable clock and a database that can be looked into ({@code -Ddatabase=jdbc:...}).
 */
class ManyReminders {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int TOKEN_PAUSE_MILLIS = 10;
    /** To where the reminders of all of them are due; a day later the next ones are. */
    private static final String ADVANCE = System.getProperty("advance", "P4DT1H");

    private static final int CALM_SECONDS = 20;

    private final AdminCalls admin;
    private final int port;

    private ManyReminders(Path dataDirectory, int port) throws IOException {
        this.admin = AdminCalls.of(dataDirectory, port);
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        ManyReminders run = new ManyReminders(Path.of(args[1]), Integer.parseInt(args[2]));
        if (args[0].equals("create")) {
            run.create(Integer.parseInt(args[3]), Path.of(args[4]));
        } else {
            run.send(new ServerProcess(Long.parseLong(args[3])), Integer.parseInt(args[4]), Path.of(args[5]));
        }
    }

    private void create(int count, Path file) throws Exception {
        RekeyClients.registerApi(admin);
        admin.call("PUT", "/api/v1/settings/alert-domains", Map.of("domains", List.of("acme.example")), 200);
        long begin = System.nanoTime();
        List<Credential> created = admin.many(count, this::client);
        double perSecond = count * (double) SECOND / (System.nanoTime() - begin);
        while (number("select count(*) from notifier.deadline") < count) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        double settled = count * (double) SECOND / (System.nanoTime() - begin);
        Files.write(file, created.stream().map(Credential::line).toList());
        row("clients created, one after the other on 8 connections", "%.0f / s", perSecond);
        row("the same, until the deadline of the last one stands", "%.0f / s", settled);
    }

    private Credential client(int number) throws IOException {
        JsonNode client = admin.call(
                "POST",
                "/api/v1/clients",
                Map.of(
                        "name",
                        "due " + number,
                        "rotationInterval",
                        "P7D",
                        "scopes",
                        "all",
                        "alerts",
                        Map.of("emails", List.of("ops-" + number % 100 + "@acme.example"))),
                201);
        return new Credential(
                client.get("clientId").asString(), client.get("clientSecret").asString());
    }

    private void send(ServerProcess server, int mailPort, Path file) throws Exception {
        List<Credential> clients = Credential.read(file);
        row("CPU of the server while nothing is due", "%.1f ms / s", idleCpu(server));
        row("looking for deadlines that are due", "%.2f ms", dueMillis());
        try (SmtpSink sink = new SmtpSink(mailPort);
                TokenPrograms programs = new TokenPrograms(port, clients.subList(0, Math.min(1000, clients.size())))) {
            programs.over(CALM_SECONDS);
            double[] calm = programs.over(CALM_SECONDS);
            double[] rates = remind(server, sink, clients.size(), programs);
            row("reminders sent, lowest whole second but the first and last", "%.0f / s", rates[0]);
            row("reminders sent, in all", "**%.0f / s**", rates[1]);
            double[] busy = {rates[2], rates[3]};
            double[] after = programs.over(CALM_SECONDS);
            row("tokens meanwhile, p50 and p99", "%.2f ms, **%.2f ms**", busy[0], busy[1]);
            row("tokens before, p50 and p99", "%.2f ms, %.2f ms", calm[0], calm[1]);
            row("tokens afterwards, p50 and p99", "%.2f ms, %.2f ms", after[0], after[1]);
        }
    }

    /** Lowest rate, overall rate, and p50 and p99 of the tokens. */
    private double[] remind(ServerProcess server, SmtpSink sink, int count, TokenPrograms programs) throws Exception {
        long cpu = server.cpuMillis();
        programs.begin();
        Thread advancing = new Thread(() -> {
            try {
                admin.call("POST", "/api/v1/demo/clock", Map.of("advance", ADVANCE), 200, 202);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        advancing.start();
        while (sink.taken() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long begin = System.nanoTime();
        List<Integer> perSecond = new ArrayList<>();
        List<Long> memory = new ArrayList<>();
        for (int before = 0, now; before < count; before = now) {
            TimeUnit.SECONDS.sleep(1);
            now = sink.taken();
            perSecond.add(now - before);
            memory.add(server.residentKib() / 1024);
            if (perSecond.size() % 30 == 0) {
                System.err.printf("%d mails, %d MiB%n", now, memory.get(memory.size() - 1));
            }
        }
        double rate = count * (double) SECOND / (System.nanoTime() - begin);
        double[] tokens = programs.end();
        advancing.join();
        if (sink.taken() != count || sink.different() != count) {
            throw new IOException(
                    sink.taken() + " mails, " + sink.different() + " different ones, for " + count + " clients");
        }
        int half = memory.size() / 2;
        row(
                "memory (RSS) after a tenth, a half and all",
                "%d, %d, %d MiB",
                memory.get(half / 5),
                memory.get(half),
                memory.get(memory.size() - 1));
        row("CPU of the server for each, with the tokens", "%.2f ms", (server.cpuMillis() - cpu) / (double) count);
        int lowest = perSecond.subList(1, Math.max(2, perSecond.size() - 1)).stream()
                .mapToInt(Integer::intValue)
                .min()
                .orElse(0);
        return new double[] {lowest, rate, tokens[0], tokens[1]};
    }

    private static double idleCpu(ServerProcess server) throws Exception {
        TimeUnit.SECONDS.sleep(CALM_SECONDS);
        long before = server.cpuMillis();
        TimeUnit.SECONDS.sleep(CALM_SECONDS);
        return (server.cpuMillis() - before) / (double) CALM_SECONDS;
    }

    private static double dueMillis() throws SQLException {
        double[] took = new double[21];
        try (Connection database = database()) {
            for (int i = 0; i < took.length; i++) {
                long begin = System.nanoTime();
                try (ResultSet due = database.createStatement()
                        .executeQuery(
                                "select * from notifier.deadline"
                                        + " where picked = false and execution_time <= now() order by execution_time limit 24")) {
                    due.next();
                }
                took[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(took);
        return took[took.length / 2];
    }

    private static long number(String sql) throws SQLException {
        try (Connection database = database();
                ResultSet row = database.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection(System.getProperty("database"));
    }

    private static void row(String what, String format, Object... figures) {
        System.out.printf("| %s | %s |%n", what, String.format(Locale.ROOT, format, figures));
    }

    /** Get tokens, a hundred a second at most, and note how long each took. */
    private static final class TokenPrograms implements AutoCloseable {

        private final List<Long> took = new CopyOnWriteArrayList<>();
        private final Thread thread;

        TokenPrograms(int port, List<Credential> clients) {
            Tokens tokens = new Tokens(port);
            thread = new Thread(() -> {
                try {
                    for (int i = 0; ; i = (i + 1) % clients.size()) {
                        long begin = System.nanoTime();
                        tokens.of(clients.get(i), "");
                        took.add(System.nanoTime() - begin);
                        TimeUnit.MILLISECONDS.sleep(TOKEN_PAUSE_MILLIS);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        void begin() {
            took.clear();
        }

        /** p50 and p99 in milliseconds. */
        double[] end() {
            long[] sorted = took.stream().mapToLong(Long::longValue).sorted().toArray();
            return new double[] {sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6};
        }

        double[] over(int seconds) throws InterruptedException {
            begin();
            TimeUnit.SECONDS.sleep(seconds);
            return end();
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
