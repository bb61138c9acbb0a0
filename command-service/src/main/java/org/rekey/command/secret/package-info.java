/** Secrets: made, rotated, retired. */
@NullMarked
package org.rekey.command.secret;

import org.jspecify.annotations.NullMarked;
