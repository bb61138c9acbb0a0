/** Where mail about a secret's expiry may go. */
@NullMarked
package org.rekey.query.alert;

import org.jspecify.annotations.NullMarked;
