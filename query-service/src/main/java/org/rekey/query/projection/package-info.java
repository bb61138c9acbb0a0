/** How the projections are, and their replay. */
@NullMarked
package org.rekey.query.projection;

import org.jspecify.annotations.NullMarked;
