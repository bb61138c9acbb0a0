package org.rekey.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks for a token and for the health of the server all the time, as everybody else does while somebody floods it. */
final class Watch {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RekeyJar rekey;
    private final Duration longest;
    private final List<String> complaints = new ArrayList<>();
    private int asked;
    private volatile boolean over;

    Watch(RekeyJar rekey, Duration longest) {
        this.rekey = rekey;
        this.longest = longest;
    }

    /** What was wrong while the other thing went on. */
    List<String> during(Other other) throws Exception {
        CompletableFuture<Void> watching = CompletableFuture.runAsync(this::watch);
        try {
            other.run();
        } finally {
            over = true;
            watching.get(60, TimeUnit.SECONDS);
        }
        if (asked == 0) {
            complaints.add("nobody was asked");
        }
        return complaints;
    }

    interface Other {
        void run() throws Exception;
    }

    private void watch() {
        while (!over) {
            time("a token", () -> rekey.token(rekey.administrator(), ""));
            time("health", () -> Http.get(rekey.url() + "/actuator/health"));
            asked++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void time(String what, Supplier<Answer> question) {
        long begin = System.nanoTime();
        String answer;
        try {
            answer = Integer.toString(question.get().status());
        } catch (RuntimeException e) {
            answer = e.toString();
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        if (!answer.equals("200") || taken.compareTo(longest) > 0) {
            complaints.add(what + ": " + answer + " after " + taken.toMillis() + " ms");
        }
    }
}
