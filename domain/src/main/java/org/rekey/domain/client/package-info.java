/** OAuth2 clients: who may ask for tokens, and for what. */
@NullMarked
package org.rekey.domain.client;

import org.jspecify.annotations.NullMarked;
