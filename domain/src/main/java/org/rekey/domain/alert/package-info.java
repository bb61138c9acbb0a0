/** Who hears of a secret's expiry. */
@NullMarked
package org.rekey.domain.alert;

import org.jspecify.annotations.NullMarked;
