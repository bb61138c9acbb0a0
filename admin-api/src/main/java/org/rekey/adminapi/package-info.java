/** What the two halves of {@code /api/v1} share: problem details, the bearer check, positions in the log, paging. */
@NullMarked
package org.rekey.adminapi;

import org.jspecify.annotations.NullMarked;
