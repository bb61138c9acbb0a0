/** What follows from the age of secrets. */
@NullMarked
package org.rekey.notifier.secret;

import org.jspecify.annotations.NullMarked;
