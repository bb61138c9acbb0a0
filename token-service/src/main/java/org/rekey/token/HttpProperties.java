package org.rekey.token;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param allowPlain whether secrets and tokens may come from other machines unencrypted, as in a trial */
@ConfigurationProperties("rekey.http")
record HttpProperties(@DefaultValue("false") boolean allowPlain) {}
