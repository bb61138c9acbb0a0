/** Programs are told of what happens to credentials. */
@NullMarked
package org.rekey.notifier.webhook;

import org.jspecify.annotations.NullMarked;
