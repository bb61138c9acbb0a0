package org.rekey.token.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param before how long before its expiry people are reminded of a secret, and programs that use it are told */
@ConfigurationProperties("rekey.reminders")
record ReminderProperties(@DefaultValue("P3D") Duration before) {}
