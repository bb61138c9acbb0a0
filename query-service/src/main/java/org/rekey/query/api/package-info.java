/** What the catalogue offers. */
@NullMarked
package org.rekey.query.api;

import org.jspecify.annotations.NullMarked;
