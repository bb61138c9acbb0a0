package org.rekey.command.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** What comes of it when an identity provider has said who somebody is. */
final class OpenIdSignIn implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(OpenIdSignIn.class);

    private final Accounts accounts;
    private final Sessions sessions;
    private final String userClaim;
    private final String after;

    OpenIdSignIn(Accounts accounts, Sessions sessions, String userClaim, String after) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.userClaim = userClaim;
        this.after = after;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        forgetSteps(request);
        String name = authentication.getPrincipal() instanceof OidcUser user ? name(user) : null;
        Optional<Account> account = name == null ? Optional.empty() : accounts.byForeignName(name);
        if (account.isEmpty()) {
            refuse(response, "You are not known here, or not any more. Ask whoever administers Rekey.");
            return;
        }
        sessions.begin(account.get().id(), account.get().passwords(), request, response);
        response.sendRedirect(after);
    }

    /** An address that nobody has verified may be anybody's. */
    private @Nullable String name(OidcUser user) {
        String name = user.getClaimAsString(userClaim);
        return name == null && Boolean.TRUE.equals(user.getEmailVerified()) ? user.getEmail() : name;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        log.info("Somebody could not be signed in: {}", failure.getMessage());
        forgetSteps(request);
        refuse(response, "You could not be signed in. Begin again.");
    }

    private static void forgetSteps(HttpServletRequest request) {
        HttpSession steps = request.getSession(false);
        if (steps != null) {
            steps.invalidate();
        }
    }

    private static void refuse(HttpServletResponse response, String why) throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write((why + "\n").getBytes(UTF_8));
    }
}
