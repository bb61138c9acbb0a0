package org.rekey.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * The body of a request, all of it.
 *
 * @param bytes and room behind it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Body(byte[] bytes, int length) {

    public InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /** It may hold secrets. */
    @Override
    public String toString() {
        return "Body[" + length + " bytes]";
    }
}
