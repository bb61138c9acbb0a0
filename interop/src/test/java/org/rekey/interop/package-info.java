/** What was written elsewhere, against the packaged jar. Nothing of Rekey is on the class path here. */
@NullMarked
package org.rekey.interop;

import org.jspecify.annotations.NullMarked;
