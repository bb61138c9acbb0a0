package org.rekey.domain.planted;

/** Planted: breaks a rule on purpose. */
public final class DomainImportsSpring {

    public org.springframework.core.env.Environment environment() {
        return new org.springframework.core.env.StandardEnvironment();
    }
}
