@NullMarked
package org.rekey.command;

import org.jspecify.annotations.NullMarked;
