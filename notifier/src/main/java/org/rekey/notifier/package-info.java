/** What happens because time passed: the sagas, and what wakes them. */
@NullMarked
package org.rekey.notifier;

import org.jspecify.annotations.NullMarked;
