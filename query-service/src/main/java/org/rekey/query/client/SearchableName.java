package org.rekey.query.client;

import org.rekey.query.Stored;

/** A client's name in the forms in which it is shown, sorted and searched. */
record SearchableName(String shown, String sorted, String searched, String[] trigrams) {

    static SearchableName of(String clientId, String name) {
        String shown = Stored.text(name);
        String sorted = Trigrams.folded(shown);
        String searched = Trigrams.folded(clientId) + "\n" + sorted;
        return new SearchableName(shown, sorted, searched, Trigrams.of(searched));
    }
}
