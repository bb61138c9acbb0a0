/** Questions about people and groups: who they are, and what they answer for. */
@NullMarked
package org.rekey.query.directory;

import org.jspecify.annotations.NullMarked;
