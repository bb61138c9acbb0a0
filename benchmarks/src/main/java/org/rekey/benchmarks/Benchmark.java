package org.rekey.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads the targets one after the other, round by round, and prints a table. Any answer but the expected one ends it. */
class Benchmark {

    private static final int WARM_UP = Integer.getInteger("warm-up", 40_000);
    private static final int REQUESTS = Integer.getInteger("requests", 20_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    public static void main(String[] args) throws IOException {
        Map<Target, List<Figures>> rounds = new LinkedHashMap<>();
        for (String arg : args) {
            rounds.put(Target.parse(arg), new ArrayList<>());
        }
        for (Target target : rounds.keySet()) {
            System.err.println("Warming up " + target.name());
            target.load().run(WARM_UP);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            for (Map.Entry<Target, List<Figures>> entry : rounds.entrySet()) {
                Figures figures = entry.getKey().measure(REQUESTS);
                System.err.printf("Round %d: %s %s%n", round, entry.getKey().name(), figures);
                entry.getValue().add(figures);
            }
        }
        System.out.println(table(rounds));
    }

    private static String table(Map<Target, List<Figures>> rounds) {
        StringBuilder table = new StringBuilder();
        table.append("| | CPU ms per request | (lowest to highest round) | requests/s | p50 ms | p99 ms |\n");
        table.append("|---|---:|---:|---:|---:|---:|\n");
        rounds.forEach((target, figures) -> table.append(row(target, figures)));
        return table.toString();
    }

    private static String row(Target target, List<Figures> rounds) {
        Figures median = Figures.median(rounds);
        double[] cpu = rounds.stream().mapToDouble(Figures::cpu).sorted().toArray();
        return "| %s | **%.3f** | %.3f to %.3f | %.0f | %.2f | %.2f |%n"
                .formatted(
                        target.name(),
                        median.cpu(),
                        cpu[0],
                        cpu[cpu.length - 1],
                        median.perSecond(),
                        median.p50(),
                        median.p99());
    }
}
