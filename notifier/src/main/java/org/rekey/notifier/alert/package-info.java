/** Who is told that a secret stops working, and how. */
@NullMarked
package org.rekey.notifier.alert;

import org.jspecify.annotations.NullMarked;
