package org.rekey.command.secret;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.Hashing;
import org.rekey.domain.secret.Base62;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretText;
import org.springframework.stereotype.Component;

/** Makes secrets, and takes over existing ones. */
@Component
public class Secrets {

    /** RFC 6749 appendix A.2 allows the blank too, but it gets lost in headers and forms. */
    private static final Pattern IMPORTABLE = Pattern.compile("[\\x21-\\x7E]{1,256}");

    /** Fewer characters than this may well be guessed. */
    private static final int SHORT = 32;

    private static final int ID_CHARACTERS = 22;

    private final SecretHasher hasher;
    private final Hashing hashing;
    private final SecureRandom random;

    Secrets(SecretHasher hasher, Hashing hashing, SecureRandom rekeyRandom) {
        this.hasher = hasher;
        this.hashing = hashing;
        this.random = rekeyRandom;
    }

    public FreshSecret generate() {
        String text = SecretText.generate(random);
        return fresh(text, hasher.hash(text));
    }

    public FreshSecret imported(String text) {
        if (!IMPORTABLE.matcher(text).matches()) {
            throw ProblemException.outOfRules("clientSecret", "must be 1 to 256 visible ASCII characters");
        }
        return fresh(text, hashing.inTurn(() -> hasher.hashImported(text, random)));
    }

    private FreshSecret fresh(String text, SecretHash hash) {
        return new FreshSecret(new SecretId(Base62.random(random, ID_CHARACTERS)), text, hash);
    }

    public static boolean isShort(String imported) {
        return imported.length() < SHORT;
    }
}
