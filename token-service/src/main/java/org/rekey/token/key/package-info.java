/** The keys that sign tokens: made, published, changed and taken away. */
@NullMarked
package org.rekey.token.key;

import org.jspecify.annotations.NullMarked;
