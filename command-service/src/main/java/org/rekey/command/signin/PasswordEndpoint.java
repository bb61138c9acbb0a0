package org.rekey.command.signin;

import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Answer;
import org.rekey.command.JsonBody;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.command.directory.Users;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.directory.User;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets administrators give people a password. */
@RestController
class PasswordEndpoint {

    private final DirectoryWrites writes;
    private final Users users;
    private final Passwords passwords;

    PasswordEndpoint(DirectoryWrites writes, Users users, Passwords passwords) {
        this.writes = writes;
        this.users = users;
        this.passwords = passwords;
    }

    /** Who knows the password has the rights: nobody sets that of somebody who has more than himself. */
    @PutMapping(
            path = "/api/v1/users/{id}/password",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> set(Act act, @PathVariable String id, @RequestBody JsonBody body) {
        String password = body.fields().only("password").text("password");
        return writes.change(act, false, dispatch -> {
            User user = users.find(act, id).now();
            if (act.isBy(user.id())) { // a session that somebody else got at must not last longer than itself
                throw ProblemException.forbidden("your own password is changed at /api/v1/me/password");
            }
            if (user.isDeactivated()) { // what rights they come back with is not to be told yet
                throw Refusal.conflict("the user is deactivated");
            }
            passwords.set(user.id(), password, dispatch);
            return Answer.done();
        });
    }
}
