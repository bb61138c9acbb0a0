/** Roles: who may have credentials of their own, for which APIs and for how long. */
@NullMarked
package org.rekey.domain.role;

import org.jspecify.annotations.NullMarked;
