package org.rekey.command.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.rekey.adminapi.AdminRequest;
import org.rekey.adminapi.ForAnybody;
import org.rekey.adminapi.ForPeople;
import org.rekey.adminapi.Session;
import org.rekey.adminapi.Sessions;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.domain.Refusal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs people in by name and password, and out. */
@RestController
@RequestMapping(path = "/api/v1/session", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionEndpoint {

    private final SignIn signIn;
    private final Accounts accounts;
    private final Sessions sessions;

    SessionEndpoint(SignIn signIn, Accounts accounts, Sessions sessions) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** A form of another site cannot send JSON, so it signs nobody in as somebody else. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ForAnybody
    SessionView signIn(HttpServletRequest request, HttpServletResponse response, @RequestBody JsonBody body) {
        Fields fields = body.fields().only("userName", "password");
        Account account =
                signIn.check(CountedSignIns.attempt(request), fields.text("userName"), fields.text("password"));
        Session session = sessions.begin(account.id(), account.passwords(), request, response);
        return view(account, session);
    }

    @GetMapping
    @ForPeople
    SessionView session(HttpServletRequest request) {
        Session session = AdminRequest.session(request);
        if (session == null) {
            throw Refusal.unknown("there is no session: the call was made with a token");
        }
        Account account = accounts.byId(session.userId()).orElseThrow(SignIn::refusal);
        return view(account, session);
    }

    private SessionView view(Account account, Session session) {
        return SessionView.of(account, sessions.csrfToken(session), session.expiresAt());
    }

    @DeleteMapping
    @ForPeople
    ResponseEntity<Void> signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
        return ResponseEntity.noContent().build();
    }
}
