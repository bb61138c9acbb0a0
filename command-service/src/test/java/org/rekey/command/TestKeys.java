package org.rekey.command;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** Keys as clients make them. */
final class TestKeys {

    private TestKeys() {}

    static ECKey ecPair() {
        return ecPair(Curve.P_256);
    }

    static ECKey ecPair(Curve curve) {
        try {
            return new ECKeyGenerator(curve).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half of a new one. */
    static String ec() {
        return ecPair().toPublicJWK().toJSONString();
    }

    static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).generate().toPublicJWK();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String body(String jwk) {
        return "{\"jwk\":" + jwk + "}";
    }
}
