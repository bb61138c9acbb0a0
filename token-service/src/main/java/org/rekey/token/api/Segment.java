package org.rekey.token.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a path template (RFC 6570 level 1): {@code assets}, {@code {id}}, or both mixed as in {@code {name}.csv}.
 *
 * @param literals what stands before, between and behind the variables: one more than there are variables
 */
record Segment(List<String> literals, List<String> variables) {

    static Segment parse(String text) {
        List<String> literals = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            literals.add(text.substring(from, open));
            variables.add(text.substring(open + 1, close));
            from = close + 1;
        }
        literals.add(text.substring(from));
        return new Segment(List.copyOf(literals), List.copyOf(variables));
    }

    boolean isLiteral() {
        return variables.isEmpty();
    }

    boolean isVariable() {
        return variables.size() == 1 && literalLength() == 0;
    }

    int literalLength() {
        return literals.stream().mapToInt(String::length).sum();
    }

    /** A variable is never empty. */
    boolean matches(String text) {
        return isLiteral() ? text.equals(literals.get(0)) : earliest(text) != null;
    }

    /**
     * Puts the values of the variables in a text that matches. Where there is more than one way to divide it, or a name
     * occurs with two values, nobody knows which the server behind takes: null.
     */
    void values(String text, Map<String, @Nullable String> values) {
        int[] earliest = earliest(text);
        int[] latest = latest(text);
        for (int i = 0; i < variables.size() && earliest != null; i++) {
            boolean one = earliest[i] == latest[i] && earliest[i + 1] == latest[i + 1];
            String value = one ? text.substring(earliest[i] + literals.get(i).length(), earliest[i + 1]) : null;
            String name = variables.get(i);
            boolean differs = values.containsKey(name) && (value == null || !value.equals(values.get(name)));
            values.put(name, differs ? null : value);
        }
    }

    /** Where each literal begins when all stand as far to the left as they can; null if the text does not match. */
    private int @Nullable [] earliest(String text) {
        int last = literals.size() - 1;
        int[] at = new int[last + 1];
        at[last] = text.length() - literals.get(last).length();
        if (!text.startsWith(literals.get(0)) || !text.endsWith(literals.get(last))) {
            return null;
        }
        int end = literals.get(0).length();
        for (int i = 1; i < last; i++) {
            at[i] = text.indexOf(literals.get(i), end + 1);
            if (at[i] < 0) {
                return null;
            }
            end = at[i] + literals.get(i).length();
        }
        return at[last] > end ? at : null;
    }

    /** The same as far to the right as they can, of a text that matches. */
    private int[] latest(String text) {
        int last = literals.size() - 1;
        int[] at = new int[last + 1];
        at[last] = text.length() - literals.get(last).length();
        for (int i = last - 1; i > 0; i--) {
            at[i] = text.lastIndexOf(
                    literals.get(i), at[i + 1] - 1 - literals.get(i).length());
        }
        return at;
    }
}
