package org.rekey.query.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.TextValue;
import org.rekey.domain.client.ClientKeyAdded;
import org.rekey.domain.key.SigningKeyActivated;
import org.rekey.domain.secret.SecretHash;
import tools.jackson.databind.json.JsonMapper;

/** What an event says, for a reader of the trail: without the client, which has a place of its own, and without hashes. */
final class Changes {

    private final JsonMapper json = JsonMapper.builder()
            .addMixIn(TextValue.class, AsText.class)
            .addMixIn(SecretHash.class, NotShown.class)
            .addMixIn(SigningKeyActivated.class, WithoutKey.class)
            .addMixIn(ClientKeyAdded.class, WithoutKey.class)
            .addMixIn(DomainEvent.class, WithoutClient.class)
            .changeDefaultPropertyInclusion(
                    nulls -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    String of(DomainEvent event) {
        return json.writeValueAsString(event);
    }

    private interface AsText {
        @JsonValue
        String value();
    }

    @JsonIgnoreType
    private interface NotShown {}

    private interface WithoutKey {
        @JsonIgnore
        String publicJwk();
    }

    @JsonIgnoreProperties("clientId")
    private interface WithoutClient {}
}
