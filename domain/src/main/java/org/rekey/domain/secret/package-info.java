/** The versions of a client's secret: their form, their keyed hash, and which of them work when. */
@NullMarked
package org.rekey.domain.secret;

import org.jspecify.annotations.NullMarked;
