package org.rekey.command;

/**
 * A request that names a key, as far as the database may know it.
 *
 * @param keyHash of the caller and the key
 * @param hash of the caller, the method, the path and the body
 * @param seal under which the answer is kept
 */
record IdempotentRequest(byte[] keyHash, byte[] hash, AnswerSeal seal) {}
