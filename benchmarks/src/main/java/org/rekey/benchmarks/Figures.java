package org.rekey.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Of one round: requests per second, latencies in milliseconds, and milliseconds of the server's CPU per request. */
record Figures(double perSecond, double p50, double p99, double cpu) {

    static Figures median(List<Figures> rounds) {
        return new Figures(
                median(rounds, Figures::perSecond),
                median(rounds, Figures::p50),
                median(rounds, Figures::p99),
                median(rounds, Figures::cpu));
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
