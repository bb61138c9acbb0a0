/** The catalogue of protected APIs. */
@NullMarked
package org.rekey.domain.api;

import org.jspecify.annotations.NullMarked;
