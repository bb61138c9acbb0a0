/** The clients as a token request sees them. */
@NullMarked
package org.rekey.token.client;

import org.jspecify.annotations.NullMarked;
