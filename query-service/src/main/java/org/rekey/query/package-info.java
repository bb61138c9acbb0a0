/** What the views of the read side have in common. */
@NullMarked
package org.rekey.query;

import org.jspecify.annotations.NullMarked;
