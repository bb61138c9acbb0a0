/** The keys that sign tokens, and those that clients show to hold. */
@NullMarked
package org.rekey.token.key;

import org.jspecify.annotations.NullMarked;
