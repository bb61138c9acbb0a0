package org.rekey.command.api;

import org.rekey.domain.api.Endpoint;

/**
 * An operation as a document describes it.
 *
 * @param namesAccess whether the document says which level it needs, and not its method alone
 */
record Described(Endpoint endpoint, boolean namesAccess) {}
