/** Tokens: how a client gets them, and single ones that were revoked. */
@NullMarked
package org.rekey.domain.token;

import org.jspecify.annotations.NullMarked;
