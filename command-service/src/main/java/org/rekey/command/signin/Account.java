package org.rekey.command.signin;

import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in, as the directory has it now.
 *
 * @param passwords how often the password has been changed
 */
record Account(
        String id,
        String userName,
        @Nullable String displayName,
        @Nullable String email,
        @Nullable String tenant,
        int passwords) {}
