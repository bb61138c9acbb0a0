package org.rekey.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final String LIST = "clients by name";

    @Test
    void a_cursor_leads_back_to_the_key_it_was_made_of() {
        List<String> key = List.of("Zoë", "", "106");
        assertThat(Cursor.decode(LIST, Cursor.encode(LIST, key))).isEqualTo(key);
    }

    @Test
    void the_last_page_has_no_cursor_and_the_one_before_ends_at_its_last_row() {
        Paging first = Paging.of(LIST, "2", null);
        Page<String> page = first.page(List.of("a", "b", "c"), List::of);
        assertThat(page.items()).containsExactly("a", "b");

        Paging second = Paging.of(LIST, "2", page.next());
        assertThat(second.after()).containsExactly("b");
        assertThat(second.page(List.of("c", "d"), List::of)).isEqualTo(new Page<>(List.of("c", "d"), null));
    }

    @Test
    void a_cursor_of_another_list_is_malformed() {
        assertMalformed(Cursor.encode("clients by age", List.of("a")));
    }

    @Test
    void a_mangled_cursor_is_malformed() {
        String cursor = Cursor.encode(LIST, List.of("a"));
        assertMalformed(cursor.substring(0, cursor.length() - 2) + "AA");
    }

    @Test
    void what_nobody_can_compare_with_is_malformed() {
        assertMalformed(Cursor.encode(LIST, List.of("a\0b")));
        assertMalformed(Cursor.encode(LIST, Arrays.asList("a", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAAAA", "not base64!", "' or 1=1 --"})
    void anything_else_is_malformed(String cursor) {
        assertMalformed(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "201", "-1", "1e2", "99999999999", "٣"})
    void a_limit_is_a_number_from_1_to_200(String limit) {
        assertThatThrownBy(() -> Paging.of(LIST, limit, null))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.MALFORMED));
    }

    private static void assertMalformed(String cursor) {
        assertThatThrownBy(() -> Cursor.decode(LIST, cursor))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.MALFORMED));
    }
}
