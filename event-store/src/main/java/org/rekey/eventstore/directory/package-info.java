/** People, groups and roles as a fold of the log, for every projection in which it matters what they come to. */
@NullMarked
package org.rekey.eventstore.directory;

import org.jspecify.annotations.NullMarked;
