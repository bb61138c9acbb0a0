package org.rekey.query.directory;

/** A group or a role, as others refer to it. */
record Named(String id, String name) {}
