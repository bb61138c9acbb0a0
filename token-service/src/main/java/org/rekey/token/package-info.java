/** The OAuth2 authorization server: what it is made of. */
@NullMarked
package org.rekey.token;

import org.jspecify.annotations.NullMarked;
