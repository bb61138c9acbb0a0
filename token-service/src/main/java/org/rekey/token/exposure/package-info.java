/** Secrets that were shown where others may have kept them. */
@NullMarked
package org.rekey.token.exposure;

import org.jspecify.annotations.NullMarked;
