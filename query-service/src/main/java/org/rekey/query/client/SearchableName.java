package org.rekey.query.client;

/** A client's name in the forms in which it is shown, sorted and searched. */
record SearchableName(String shown, String sorted, String searched, String[] trigrams) {

    static SearchableName of(String clientId, String name) {
        String sorted = Trigrams.folded(name);
        String searched = Trigrams.folded(clientId) + "\n" + sorted;
        return new SearchableName(name, sorted, searched, Trigrams.of(searched));
    }
}
