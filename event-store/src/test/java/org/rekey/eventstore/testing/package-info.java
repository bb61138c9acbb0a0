/** What tests of all modules share: a real PostgreSQL, and a clock that they move. */
@NullMarked
package org.rekey.eventstore.testing;

import org.jspecify.annotations.NullMarked;
