package org.rekey.token.secret;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param flush how often the use of secrets is written to the database */
@ConfigurationProperties("rekey.telemetry")
record TelemetryProperties(@DefaultValue("PT5S") Duration flush) {}
