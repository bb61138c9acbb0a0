package org.rekey.eventstore;

import java.util.HashMap;
import java.util.Map;
import org.rekey.eventstore.testing.EmbeddedDatabase;

/** A process of its own that is killed where it least expects it. */
final class KilledProcess {

    private KilledProcess() {}

    /** Arguments: the database, and what to do. */
    public static void main(String[] arguments) {
        TestApplication application = TestApplication.start(properties(arguments[0]));
        CountProjection projection = application.counts();
        switch (arguments[1]) {
            case "projecting" -> {
                projection.onEvent = KilledProcess::die;
                application.count("counter:1");
            }
            case "rebuilding" -> {
                projection.onEvent = KilledProcess::die;
                application.replays().start("test.counts");
            }
            default -> {
                application.count("counter:1");
                die();
            }
        }
    }

    static Map<String, Object> properties(String url) {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.properties(url, "postgres", "postgres"));
        properties.put("rekey.node-id", "standalone");
        return properties;
    }

    /** As kill -9 does it: no shutdown hook, no finally. */
    private static void die() {
        System.out.flush();
        Runtime.getRuntime().halt(137);
    }
}
