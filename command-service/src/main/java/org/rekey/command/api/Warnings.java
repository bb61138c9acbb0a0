package org.rekey.command.api;

import java.util.ArrayList;
import java.util.List;

/** What the reader of a document should know, up to a number that can be read. */
final class Warnings {

    private static final int MOST = 50;

    private final List<String> shown = new ArrayList<>();
    private int further;

    void add(String warning) {
        if (shown.size() < MOST) {
            shown.add(Places.shown(warning));
        } else {
            further++;
        }
    }

    List<String> all() {
        List<String> all = new ArrayList<>(shown);
        if (further > 0) {
            all.add("and " + further + " more");
        }
        return all;
    }
}
