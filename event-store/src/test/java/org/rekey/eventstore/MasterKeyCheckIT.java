package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.rekey.domain.key.MasterKey;

class MasterKeyCheckIT {

    private static final MasterKey OURS = MasterKey.ofBase64(Base64.getEncoder().encodeToString(new byte[32]));
    private static final MasterKey OTHER = MasterKey.ofBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    @Test
    void I2_a_database_is_not_served_with_the_key_of_another_installation() {
        try (TestApplication application = TestApplication.start()) {
            MasterKeyCheck.run(application.jdbc(), OURS);
            MasterKeyCheck.run(application.jdbc(), OURS);
            assertThatThrownBy(() -> MasterKeyCheck.run(application.jdbc(), OTHER))
                    .isInstanceOf(UnfitDatabaseException.class)
                    .hasMessageContaining("master key");
        }
    }
}
