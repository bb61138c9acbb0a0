/** The write side of the admin API: what every write call goes through. */
@NullMarked
package org.rekey.command;

import org.jspecify.annotations.NullMarked;
