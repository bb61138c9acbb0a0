package org.rekey.domain.key;

import org.rekey.domain.DomainEvent;

/** What happens to signing keys. */
public sealed interface KeyEvent extends DomainEvent permits SigningKeyActivated, SigningKeyRetired {

    KeyId keyId();
}
