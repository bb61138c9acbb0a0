/** Clients: created, changed, switched off and on, deleted. */
@NullMarked
package org.rekey.command.client;

import org.jspecify.annotations.NullMarked;
