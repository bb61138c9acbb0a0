/** The log as a whole: that it was restored from a backup. */
@NullMarked
package org.rekey.domain.log;

import org.jspecify.annotations.NullMarked;
