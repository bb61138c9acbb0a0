/** What every feature of the domain shares: identifiers, the kinds of message, and how a decision is refused. */
@NullMarked
package org.rekey.domain;

import org.jspecify.annotations.NullMarked;
