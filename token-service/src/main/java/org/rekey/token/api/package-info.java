/** The catalogue as tokens speak of it: scopes and audiences. */
@NullMarked
package org.rekey.token.api;

import org.jspecify.annotations.NullMarked;
