/** Webhooks are registered and changed. */
@NullMarked
package org.rekey.command.webhook;

import org.jspecify.annotations.NullMarked;
