package org.rekey.command.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.adminapi.ProblemException;

/** Apostrophes stand for quotes. */
class ConditionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "userName eq 'Jane' | username{value='Jane'}",
                "USERNAME EQ 'Jane' | username{value='Jane'}",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName eq 'x' | username{value='x'}",
                "active eq true and userName eq 'a and b' | active{value=true}; username{value='a and b'}",
                "emails eq 'x' | emails{value='x'}",
                "emails.value eq 'x' | emails{value='x'}",
                "emails[type eq 'work' and value eq 'x'] | emails{type='work', value='x'}",
                "emails[type eq 'work'].value eq 'x' | emails{type='work', value='x'}",
                "emails[type eq 'work'].value eq 'x' and active eq true | emails{type='work', value='x'}; active{value=true}",
                "userName eq 'emails[type eq].value eq' | username{value='emails[type eq].value eq'}",
                "(userName eq 'a') and (active eq 'True') | username{value='a'}; active{value='True'}",
            })
    void a_filter_is_conditions_that_all_hold(String filter, String conditions) {
        String found = Condition.of(filter.replace('\'', '"'), Scim.USER).stream()
                .map(condition -> condition.attribute() + condition.parts())
                .collect(java.util.stream.Collectors.joining("; "));
        assertThat(found.replace('"', '\'')).isEqualTo(conditions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "userName",
                "userName eq",
                "userName eq 'x",
                "userName is 'x'",
                "userName eq 'x' or active eq true",
                "not (userName eq 'x')",
                "userName sw 'x'",
                "userName pr",
                "userName eq 'x' and",
                "and",
                ")",
                "(userName eq 'x'",
                "userName eq 'x' active eq true",
                "emails[type eq 'work' or value eq 'x']",
                "emails[type eq 'work' and type eq 'home']",
                "emails[type pr]",
                "[",
                "]",
                "a[b[c eq 1]]",
                "userName eq 'x'; drop table",
            })
    void any_other_is_refused(String filter) {
        assertThatThrownBy(() -> Condition.of(filter.replace('\'', '"'), Scim.USER))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void a_filter_has_a_length() {
        String fits = "userName eq \"" + "x".repeat(1900) + "\"";
        assertThat(Condition.of(fits, Scim.USER)).hasSize(1);
        assertThatThrownBy(() -> Condition.of(fits.replace("xx", "xxxx"), Scim.USER))
                .isInstanceOf(ProblemException.class);
    }
}
