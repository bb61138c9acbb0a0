@NullMarked
package org.rekey.eventstore;

import org.jspecify.annotations.NullMarked;
