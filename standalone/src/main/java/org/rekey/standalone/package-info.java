@NullMarked
package org.rekey.standalone;

import org.jspecify.annotations.NullMarked;
