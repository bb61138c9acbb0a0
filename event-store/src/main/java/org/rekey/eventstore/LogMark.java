package org.rekey.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the log had come, kept outside the database: by this a process notices that the database was put back.
 *
 * @param log the log's identity
 * @param label of the restore that began the generation; empty of the first
 * @param reached an event that the log must contain
 * @param missing the secret or key of a token that the log must know; null as a rule
 */
public record LogMark(
        String log,
        String label,
        LogPoint reached,
        @Nullable String missing) {

    /** Where the mark is kept: beside the database, and written whole or not at all. */
    public interface Store {

        Optional<String> read();

        void write(String text);
    }

    String text() {
        String text = """
                # How far the log of this installation had come. Written by Rekey: see docs/restoring.md.
                log=%s
                label=%s
                reached=%s
                """.formatted(log, label, reached.text());
        return missing == null ? text : text + "missing=" + missing + "\n";
    }

    /** Null if it is not one. */
    static @Nullable LogMark parse(String text) {
        Map<String, String> entries = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.indexOf('=');
            if (end > 0) {
                entries.put(line.substring(0, end), line.substring(end + 1));
            }
        });
        LogPoint reached = LogPoint.parse(entries.getOrDefault("reached", ""));
        String log = entries.get("log");
        return reached == null || log == null
                ? null
                : new LogMark(log, entries.getOrDefault("label", ""), reached, entries.get("missing"));
    }
}
