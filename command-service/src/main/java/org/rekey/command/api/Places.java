package org.rekey.command.api;

/** What is repeated of somebody else's document: on one line, and not at any length. */
final class Places {

    private static final int LONGEST = 200;

    private Places() {}

    static String shown(String text) {
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
    }
}
