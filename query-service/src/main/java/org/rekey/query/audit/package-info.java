/** What happened, who did it and from where. */
@NullMarked
package org.rekey.query.audit;

import org.jspecify.annotations.NullMarked;
