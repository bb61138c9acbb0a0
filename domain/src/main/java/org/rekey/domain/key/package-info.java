/** The keys that sign tokens. */
@NullMarked
package org.rekey.domain.key;

import org.jspecify.annotations.NullMarked;
