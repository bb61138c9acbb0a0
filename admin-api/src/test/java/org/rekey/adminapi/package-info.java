@NullMarked
package org.rekey.adminapi;

import org.jspecify.annotations.NullMarked;
