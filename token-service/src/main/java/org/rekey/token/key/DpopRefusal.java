package org.rekey.token.key;

/** Why a proof is not accepted. Ordinary traffic, so it carries no stack trace. */
public final class DpopRefusal extends RuntimeException {

    private final boolean nonceAsked;

    private DpopRefusal(String description, boolean nonceAsked) {
        super(description, null, false, false);
        this.nonceAsked = nonceAsked;
    }

    static DpopRefusal invalid(String description) {
        return new DpopRefusal(description, false);
    }

    static DpopRefusal nonce() {
        return new DpopRefusal("the proof must hold the nonce of the header DPoP-Nonce", true);
    }

    /** Of who gets bound tokens only. */
    public static DpopRefusal missing() {
        return invalid("this client must send a proof in the header DPoP");
    }

    /** The error code of RFC 9449 sections 5 and 8. */
    public String code() {
        return nonceAsked ? "use_dpop_nonce" : "invalid_dpop_proof";
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
