package org.rekey.token.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param cachedClients how many clients are held in memory: a token request of any other reads the database */
@ConfigurationProperties("rekey.token")
record ClientCacheProperties(@DefaultValue("100000") int cachedClients) {}
