/** What the web servers of all services share: how large, how slow and how many requests may be. */
@NullMarked
package org.rekey.web;

import org.jspecify.annotations.NullMarked;
