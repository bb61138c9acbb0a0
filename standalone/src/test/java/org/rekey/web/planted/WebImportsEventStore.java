package org.rekey.web.planted;

import org.rekey.eventstore.LogHead;

public class WebImportsEventStore {
    LogHead log;
}
