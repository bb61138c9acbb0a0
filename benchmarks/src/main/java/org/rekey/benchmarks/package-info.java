@NullMarked
package org.rekey.benchmarks;

import org.jspecify.annotations.NullMarked;
