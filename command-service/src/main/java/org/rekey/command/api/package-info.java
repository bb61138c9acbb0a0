/** The catalogue of APIs: registered, changed, retired. */
@NullMarked
package org.rekey.command.api;

import org.jspecify.annotations.NullMarked;
