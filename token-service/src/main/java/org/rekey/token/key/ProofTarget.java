package org.rekey.token.key;

import org.jspecify.annotations.Nullable;

/** The request that a proof has to be for (RFC 9449 section 4.3): its method, and its address as far as it is known. */
public final class ProofTarget {

    private final String method;
    private final @Nullable String origin;
    private final String path;

    private ProofTarget(String method, @Nullable String origin, String path) {
        this.method = method;
        this.origin = origin;
        this.path = path;
    }

    /** @throws DpopRefusal if it is no address of http or https, for which there can be no proof */
    public static ProofTarget of(String method, String url) {
        Htu htu = Htu.parse(url);
        if (htu == null) {
            throw DpopRefusal.invalid("there is no telling at which address the request came");
        }
        return new ProofTarget(method, htu.origin(), htu.path());
    }

    /**
     * At whatever scheme, host and port, for who does not know under which the client sees the server.
     *
     * @param pathAndQuery still escaped
     */
    public static ProofTarget ofPath(String method, String pathAndQuery) {
        int question = pathAndQuery.indexOf('?');
        return new ProofTarget(
                method, null, Htu.path(question < 0 ? pathAndQuery : pathAndQuery.substring(0, question)));
    }

    boolean isMethod(@Nullable String htm) {
        return method.equals(htm);
    }

    boolean isAddress(@Nullable String htu) {
        Htu claimed = htu == null ? null : Htu.parse(htu);
        return claimed != null
                && claimed.path().equals(path)
                && (origin == null || claimed.origin().equals(origin));
    }
}
