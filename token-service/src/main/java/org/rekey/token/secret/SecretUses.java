package org.rekey.token.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.Outage;
import org.rekey.eventstore.OutageLog;
import org.rekey.eventstore.Worker;
import org.rekey.eventstore.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Which secrets are in use, and by whom: counted in memory, written every few seconds by a thread of its own and once more
 * at the end. What the database does not take is written the next time.
 */
@Component
public class SecretUses implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SecretUses.class);
    private static final int FORGOTTEN_AFTER_ROUNDS = 720;

    private final SecretUseTable table;
    private final Map<Used, SecretUse> uses = new ConcurrentHashMap<>();

    /** No longer counted in, but a thread may have been about to when it was forgotten. */
    private final List<SecretUse> leaving = new ArrayList<>();

    private final Worker worker;

    /** Clients may have a key in common: what one does with it is not the other's to know. */
    private record Used(String secretId, String clientId) {

        static final Comparator<Used> ORDER =
                Comparator.comparing(Used::secretId).thenComparing(Used::clientId);
    }

    SecretUses(SecretUseTable table, TelemetryProperties properties, Workers workers) {
        this.table = table;
        this.worker = Worker.start(workers, "secret-uses", properties.flush(), properties.flush(), this::flush);
    }

    public void used(String secretId, String clientId, Instant now, String address, @Nullable String agent) {
        Used used = new Used(secretId, clientId);
        SecretUse use = uses.get(used);
        if (use == null) {
            use = uses.computeIfAbsent(used, id -> new SecretUse(secretId, clientId));
        }
        use.count(now, address, agent);
    }

    synchronized void flush() {
        Map<SecretUse, SecretUse.Unwritten> unwritten = new LinkedHashMap<>();
        leaving.forEach(use -> collect(use, unwritten));
        uses.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Used.ORDER))
                .forEach(entry -> collect(entry.getValue(), unwritten));
        if (write(unwritten)) {
            leaving.clear();
            uses.forEach(this::forgetIfIdle);
        }
    }

    private static void collect(SecretUse use, Map<SecretUse, SecretUse.Unwritten> unwritten) {
        SecretUse.Unwritten some = use.unwritten();
        if (some != null) {
            unwritten.put(use, some);
        }
    }

    private boolean write(Map<SecretUse, SecretUse.Unwritten> unwritten) {
        if (unwritten.isEmpty()) {
            return true;
        }
        try {
            table.add(List.copyOf(unwritten.values()));
            unwritten.forEach(SecretUse::written);
            return true;
        } catch (RuntimeException e) {
            if (Outage.isCauseOf(e)) {
                OutageLog.noticed("secret-uses", e);
            } else {
                log.warn("The use of {} secrets could not be written and is kept: {}", unwritten.size(), e.toString());
            }
            return false;
        }
    }

    private void forgetIfIdle(Used used, SecretUse use) {
        if (use.idleRounds() > FORGOTTEN_AFTER_ROUNDS) {
            uses.remove(used, use);
            leaving.add(use);
        }
    }

    @Override
    public void destroy() {
        worker.stop(Duration.ZERO);
        flush();
    }
}
