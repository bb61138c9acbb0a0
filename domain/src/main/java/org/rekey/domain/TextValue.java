package org.rekey.domain;

/** A value that is written as one plain string wherever it is stored or sent. */
public interface TextValue {

    String value();
}
