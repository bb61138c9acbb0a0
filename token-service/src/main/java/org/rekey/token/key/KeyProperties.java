package org.rekey.token.key;

import java.time.Duration;
import org.rekey.domain.key.SigningAlgorithm;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param algorithm of the keys that are made from now on
 * @param rotateEvery how long a key signs before the next takes over
 * @param publishAhead how long the next key stands in the JWKS before it signs: longer than anybody caches the JWKS
 */
@ConfigurationProperties("rekey.keys")
record KeyProperties(
        @DefaultValue("ES256") SigningAlgorithm algorithm,
        @DefaultValue("P90D") Duration rotateEvery,
        @DefaultValue("PT10M") Duration publishAhead) {}
