/** How often somebody may be wrong, or ask: what keeps guessing and floods away from those who do neither. */
@NullMarked
package org.rekey.token.limit;

import org.jspecify.annotations.NullMarked;
