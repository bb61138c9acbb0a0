package org.rekey.command.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.AdminRequest;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ForPeople;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Session;
import org.rekey.adminapi.Sessions;
import org.rekey.command.Act;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.OwnActs;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people see and change of themselves. */
@RestController
@RequestMapping(path = "/api/v1/me", produces = MediaType.APPLICATION_JSON_VALUE)
class MeEndpoint {

    private final Accounts accounts;
    private final SignIn signIn;
    private final Passwords passwords;
    private final Sessions sessions;
    private final DirectoryWrites writes;
    private final OwnActs acts;

    MeEndpoint(
            Accounts accounts,
            SignIn signIn,
            Passwords passwords,
            Sessions sessions,
            DirectoryWrites writes,
            OwnActs acts) {
        this.acts = acts;
        this.accounts = accounts;
        this.signIn = signIn;
        this.passwords = passwords;
        this.sessions = sessions;
        this.writes = writes;
    }

    private record Me(
            String id,
            String userName,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String tenant,
            Set<String> scopes) {}

    /** The scopes are those of the call: of a token it may have fewer than the person. */
    @GetMapping
    @ForPeople
    Me me(Caller caller) {
        Account account = account(caller);
        return new Me(
                account.id(),
                account.userName(),
                account.displayName(),
                account.email(),
                account.tenant(),
                new TreeSet<>(caller.scopes()));
    }

    /** Ends every session but the one in which it is done. */
    @PutMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ForPeople
    ResponseEntity<byte[]> changePassword(
            Act act, HttpServletRequest request, HttpServletResponse response, @RequestBody JsonBody body) {
        Fields fields = body.fields().only("current", "password");
        String current = fields.text("current");
        String password = fields.text("password");
        Account account = account(act.caller());
        if (!signIn.isPasswordOf(account, current, request.getRemoteAddr())) {
            throw ProblemException.outOfRules("current", "is not the password");
        }
        acts.count(act);
        ResponseEntity<byte[]> done = writes.change(act, false, dispatch -> {
            passwords.set(new UserId(account.id()), password, dispatch);
            return Answer.done();
        });
        Session session = AdminRequest.session(request);
        if (session != null) {
            sessions.outlastPasswordChange(session, request, response);
        }
        return done;
    }

    private Account account(Caller caller) {
        return accounts.byId(Objects.requireNonNull(caller.userId()))
                .orElseThrow(() -> Refusal.unknown("there is no such user"));
    }
}
