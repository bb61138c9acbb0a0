package org.rekey.token.key;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Amazon Corretto Crypto Provider the first choice for all cryptography, where it runs and passes its self-tests. */
public final class CorrettoCrypto {

    private static final Logger log = LoggerFactory.getLogger(CorrettoCrypto.class);

    private CorrettoCrypto() {}

    public static boolean install() {
        try {
            AmazonCorrettoCryptoProvider.install();
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
            return true;
        } catch (RuntimeException | LinkageError e) {
            java.security.Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
            log.warn(
                    "Amazon Corretto Crypto Provider does not run here ({}): the JDK signs, many times slower",
                    e.toString());
            return false;
        }
    }
}
