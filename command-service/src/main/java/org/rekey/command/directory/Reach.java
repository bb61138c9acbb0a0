package org.rekey.command.directory;

import java.util.function.Supplier;
import org.rekey.command.Act;
import org.rekey.command.Lanes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many people one change concerns. What concerns very many is a single event, but those who follow the log are busy with
 * it for a while, and everybody else's denials wait behind it: so such changes wait for each other.
 */
@Component
public class Reach {

    private static final int MANY = 500;

    private final JdbcClient jdbc;
    private final Lanes lanes;

    Reach(JdbcClient jdbc, Lanes lanes) {
        this.jdbc = jdbc;
        this.lanes = lanes;
    }

    /** A change that concerns whoever has the role; it returns when it is in force. */
    public <R> R ofRole(Act act, String role, Supplier<R> change) {
        return inTurn(
                act,
                change,
                "select 1 from command_directory.directory_group_role gr"
                        + " join command_directory.directory_member m on m.group_id = gr.group_id where gr.role_id = ?",
                role);
    }

    /** A change that concerns whoever is in the group; it returns when it is in force. */
    public <R> R ofGroup(Act act, String group, Supplier<R> change) {
        return inTurn(act, change, "select 1 from command_directory.directory_member where group_id = ?", group);
    }

    private <R> R inTurn(Act act, Supplier<R> change, String concerned, String id) {
        boolean many = !act.denies()
                && jdbc.sql("select count(*) from (" + concerned + " limit ?) concerned")
                                .params(id, MANY)
                                .query(Long.class)
                                .single()
                        >= MANY;
        return many ? lanes.large(act, change) : change.get();
    }
}
