/** Questions about roles. */
@NullMarked
package org.rekey.query.role;

import org.jspecify.annotations.NullMarked;
