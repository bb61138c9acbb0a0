package org.rekey.adminapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.rekey.domain.api.AccessLevel;

/** The access level of the API {@code rekey} that a call needs. Every endpoint under {@code /api} or {@code /scim} declares one. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    AccessLevel value();
}
