package org.rekey.adminapi;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. Ask the database for {@code limit + 1} rows that follow {@code after}, and hand them
 * to {@link #page}.
 *
 * @param after the key of the last row that the caller has seen; empty for the first page
 * @param list names the list, its filters and its order
 */
public record Paging(int limit, List<String> after, String list) {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    /**
     * @param list what a cursor belongs to: the list with its filters and its order
     * @throws ProblemException 400 for a limit out of 1 to 200, or a cursor that is not of this list
     */
    public static Paging of(String list, @Nullable String limit, @Nullable String cursor) {
        return new Paging(limitOf(limit), cursor == null ? List.of() : Cursor.decode(list, cursor), list);
    }

    private static int limitOf(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw ProblemException.malformed("limit", "must be a number from 1 to " + MOST);
        }
        return limit;
    }

    /**
     * @param found up to {@code limit + 1} rows
     * @param key what the order goes by, ending in something unique
     */
    public <T> Page<T> page(List<T> found, Function<T, List<String>> key) {
        if (found.size() <= limit) {
            return new Page<>(List.copyOf(found), null);
        }
        List<T> items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, Cursor.encode(list, key.apply(items.get(limit - 1))));
    }
}
