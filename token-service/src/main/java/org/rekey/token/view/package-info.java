/** The tables that the token path is answered from, and whether they are fit to be. */
@NullMarked
package org.rekey.token.view;

import org.jspecify.annotations.NullMarked;
