/** The write side of who hears of a secret's expiry. */
@NullMarked
package org.rekey.command.alert;

import org.jspecify.annotations.NullMarked;
