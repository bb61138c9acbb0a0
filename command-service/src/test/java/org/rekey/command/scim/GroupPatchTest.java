package org.rekey.command.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rekey.command.scim.UserPatchTest.tree;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.adminapi.ProblemException;

/** What becomes of a group with the members a, b and c. Apostrophes stand for quotes. */
class GroupPatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'Add','path':'members','value':[{'value':'d'},{'$ref':null,'value':'e'}]} | a b c d e | d e",
                "{'op':'add','path':'members','value':{'value':'d','display':'D'}} | a b c d | d",
                "{'op':'add','value':{'members':[{'value':'d'}]}} | a b c d | d",
                "{'op':'add','path':'urn:ietf:params:scim:schemas:core:2.0:Group:members','value':[{'value':'d'}]} | a b c d | d",
                "{'op':'add','path':'members','value':[{'value':'a'}]} | a b c | a",
                "{'op':'remove','path':'members[value eq \\'b\\']'} | a c | b",
                "{'op':'remove','path':'members[value eq \\'b\\' or value eq \\'c\\']'} | a | b c",
                "{'op':'Remove','path':'members','value':[{'value':'b'},{'value':'z'}]} | a c | b z",
                "{'op':'Remove','path':'members','value':'b'} | a c | b",
                "{'op':'remove','path':'members'} | `` | *",
                "{'op':'remove','path':'members','value':[]} | a b c | ``",
                "{'op':'replace','path':'members','value':[{'value':'x'}]} | x | *",
                "{'op':'replace','path':'members','value':[]} | `` | *",
                "{'op':'replace','path':'members','value':null} | `` | *",
                "{'op':'replace','value':{'id':'1','displayName':'N'}} | a b c | ``",
            })
    void members_come_and_go(String operation, String after, String mentioned) {
        GroupPatch patch = patch(operation);
        GroupDraft group = new GroupDraft("G", null, Set.of("a", "b", "c"));
        patch.apply(group);
        assertThat(new TreeSet<>(group.members)).isEqualTo(words(after));
        if (mentioned.equals("*")) {
            assertThat(patch.mentioned()).isNull();
        } else {
            assertThat(new TreeSet<>(patch.mentioned())).isEqualTo(words(mentioned));
        }
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(Arrays.asList(text.split(" ")));
    }

    @Test
    void names_change_in_one_go_with_members() {
        GroupPatch patch = patch(
                "{'op':'Replace','path':'displayName','value':'New'},{'op':'Add','path':'externalId','value':'e'},"
                        + "{'op':'remove','path':'members[value eq \\'a\\']'}");
        GroupDraft group = new GroupDraft("Old", null, Set.of("a"));
        patch.apply(group);
        assertThat(group.displayName).isEqualTo("New");
        assertThat(group.externalId).isEqualTo("e");
        assertThat(group.members).isEmpty();
        patch("{'op':'remove','path':'externalId'}").apply(group);
        assertThat(group.externalId).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'add','path':'members','value':[{'display':'d'}]} | members must have a value",
                "{'op':'add','path':'members','value':[7]} | members must have a value",
                "{'op':'add','path':'members','value':[{'value':'g','type':'Group'}]} | no groups",
                "{'op':'add','path':'members[value eq \\'a\\'].display','value':'x'} | as a whole",
                "{'op':'remove','path':'members[display eq \\'a\\']'} | by their value alone",
                "{'op':'remove','path':'members[value sw \\'a\\']'} | by their value alone",
                "{'op':'replace','path':'id','value':'x'} | cannot be changed",
                "{'op':'replace','path':'mailNickname','value':'x'} | displayName, externalId and members",
                "{'op':'replace','path':'displayName.x','value':'x'} | is a string",
                "{'op':'replace','path':'displayName','value':[]} | must be a string",
            })
    void what_makes_no_sense_is_refused(String operation, String reason) {
        assertThatThrownBy(() -> patch(operation))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(reason);
    }

    private static GroupPatch patch(String operations) {
        return GroupPatch.of(tree("{'schemas':['" + Scim.PATCH + "'],'Operations':[" + operations + "]}"));
    }
}
