/** How people prove who they are, and what they may ask about themselves. */
@NullMarked
package org.rekey.command.signin;

import org.jspecify.annotations.NullMarked;
