/** SCIM 2.0 (RFC 7643, RFC 7644): a company's identity provider keeps the directory. */
@NullMarked
package org.rekey.command.scim;

import org.jspecify.annotations.NullMarked;
