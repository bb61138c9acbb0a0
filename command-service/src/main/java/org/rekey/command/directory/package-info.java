/** The write side of the directory: people, groups, memberships, and what a change of them does to credentials. */
@NullMarked
package org.rekey.command.directory;

import org.jspecify.annotations.NullMarked;
