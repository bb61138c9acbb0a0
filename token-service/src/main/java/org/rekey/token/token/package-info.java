/** The OAuth2 endpoints, and the tokens they issue, check and revoke. */
@NullMarked
package org.rekey.token.token;

import org.jspecify.annotations.NullMarked;
