package org.rekey.token.key;

/** Why a proof is not accepted. Ordinary traffic, so it carries no stack trace. */
public final class DpopRefusal extends RuntimeException {

    private final String code;

    private DpopRefusal(String code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    static DpopRefusal invalid(String description) {
        return new DpopRefusal("invalid_dpop_proof", description);
    }

    static DpopRefusal nonce() {
        return new DpopRefusal("use_dpop_nonce", "the proof must hold the nonce of the header DPoP-Nonce");
    }

    /** Of who gets bound tokens only. */
    public static DpopRefusal missing() {
        return invalid("this client must send a proof in the header DPoP");
    }

    /** Of who shows a token that is somebody else's. */
    static DpopRefusal otherKey() {
        return new DpopRefusal("invalid_token", "the token is bound to another key");
    }

    /** The error code of RFC 9449 sections 5, 7.1 and 8. */
    public String code() {
        return code;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
