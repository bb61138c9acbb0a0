/** Whom programs tell of what happens to credentials. */
@NullMarked
package org.rekey.domain.webhook;

import org.jspecify.annotations.NullMarked;
