package org.rekey.domain.directory;

import org.rekey.domain.Command;
import org.rekey.domain.UserId;

/** What can be asked of a person's entry. */
public sealed interface UserCommand extends Command
        permits RegisterUser,
                DescribeUser,
                AddUserToGroup,
                RemoveUserFromGroup,
                ChangeUserPassword,
                VoidUserPassword,
                DeactivateUser,
                ReactivateUser,
                DeleteUser {

    UserId userId();

    @Override
    default String stream() {
        return userId().stream();
    }
}
