package org.rekey.token.secret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SecretCaller;

/** How one secret is used: counted without locks by many threads, written by one. */
final class SecretUse {

    private static final int MOST_CALLERS = 100;
    private static final int LONGEST_VALUE = 256;

    private final String secretId;
    private final String clientId;
    private final LongAdder uses = new LongAdder();
    private final Map<Caller, CallerUse> callers = new ConcurrentHashMap<>();
    private volatile Instant lastUsedAt = Instant.MIN;
    private long written;
    private int idleRounds;

    SecretUse(String secretId, String clientId) {
        this.secretId = secretId;
        this.clientId = clientId;
    }

    private record Caller(String address, @Nullable String agent) {}

    /** {@code written} is the writing thread's. */
    private static final class CallerUse {

        private final LongAdder uses = new LongAdder();
        private volatile Instant lastUsedAt = Instant.MIN;
        private long written;

        void count(Instant now) {
            if (now.isAfter(lastUsedAt)) {
                lastUsedAt = now;
            }
            uses.increment();
        }
    }

    /** What is not in the database yet. */
    record Unwritten(
            String secretId, String clientId, long total, long uses, Instant lastUsedAt, List<SecretCaller> callers) {}

    void count(Instant now, String address, @Nullable String agent) {
        Caller caller = new Caller(kept(address), agent == null ? null : kept(agent));
        CallerUse use = callers.get(caller);
        if (use == null && callers.size() < MOST_CALLERS) {
            use = callers.computeIfAbsent(caller, unknown -> new CallerUse());
        }
        if (use != null) {
            use.count(now);
        }
        if (now.isAfter(lastUsedAt)) {
            lastUsedAt = now;
        }
        uses.increment();
    }

    private static String kept(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
    }

    /** Asked by the writing thread only. */
    @Nullable
    Unwritten unwritten() {
        long total = uses.sum();
        if (total == written) {
            idleRounds++;
            return null;
        }
        idleRounds = 0;
        List<SecretCaller> news = new ArrayList<>();
        callers.forEach((caller, use) -> {
            long count = use.uses.sum() - use.written;
            if (count > 0) {
                news.add(new SecretCaller(caller.address(), caller.agent(), use.lastUsedAt, count));
            }
        });
        return new Unwritten(secretId, clientId, total, total - written, lastUsedAt, news);
    }

    /** Told by the writing thread only. Who has not come again makes room for others. */
    void written(Unwritten done) {
        written = done.total();
        Map<Caller, Long> counts = done.callers().stream()
                .collect(Collectors.toMap(news -> new Caller(news.address(), news.agent()), SecretCaller::uses));
        callers.forEach((caller, use) -> {
            Long count = counts.get(caller);
            if (count != null) {
                use.written += count;
            } else if (use.uses.sum() == use.written) {
                callers.remove(caller);
            }
        });
    }

    int idleRounds() {
        return idleRounds;
    }
}
