package org.rekey.standalone;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Made at the first start and kept beside the database. */
final class PostgresPasswords {

    static final String FILE = "postgres.properties";

    private final Properties properties;

    private PostgresPasswords(Properties properties) {
        this.properties = properties;
    }

    static PostgresPasswords keptIn(DataDirectory data) {
        return new PostgresPasswords(
                data.read(FILE).map(PostgresPasswords::parsed).orElseGet(() -> generatedIn(data)));
    }

    String of(String role) {
        return properties.getProperty(role + ".password");
    }

    private static Properties parsed(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new DataDirectoryException(FILE + " is damaged: put it back from a backup", e);
        }
        for (String role : LocalPostgres.ROLES) {
            if (properties.getProperty(role + ".password", "").isBlank()) {
                throw new DataDirectoryException(
                        FILE + " is damaged: the password of " + role + " is missing. Put it back from a backup");
            }
        }
        return properties;
    }

    private static Properties generatedIn(DataDirectory data) {
        try {
            Properties properties = new Properties();
            for (String role : LocalPostgres.ROLES) {
                properties.setProperty(role + ".password", generated());
            }
            StringWriter text = new StringWriter();
            properties.store(text, "The roles of the embedded PostgreSQL");
            data.write(FILE, text.toString());
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String generated() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
