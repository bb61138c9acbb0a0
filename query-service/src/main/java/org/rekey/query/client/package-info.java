/** Which clients there are, what they may call, and how their secrets are. */
@NullMarked
package org.rekey.query.client;

import org.jspecify.annotations.NullMarked;
