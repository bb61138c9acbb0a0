/** The write side of roles. */
@NullMarked
package org.rekey.command.role;

import org.jspecify.annotations.NullMarked;
