/** Which secret a client has presented, and that it did. */
@NullMarked
package org.rekey.token.secret;

import org.jspecify.annotations.NullMarked;
