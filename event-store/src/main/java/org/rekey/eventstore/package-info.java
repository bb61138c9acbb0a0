/** How events are kept: one log in PostgreSQL, its readers, and the projections folded from it. */
@NullMarked
package org.rekey.eventstore;

import org.jspecify.annotations.NullMarked;
