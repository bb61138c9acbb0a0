/** The directory: people, the groups they belong to, and the roles of these groups. */
@NullMarked
package org.rekey.domain.directory;

import org.jspecify.annotations.NullMarked;
