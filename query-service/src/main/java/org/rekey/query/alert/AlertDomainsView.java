package org.rekey.query.alert;

import java.util.List;

/** In the form in which they are set. */
record AlertDomainsView(List<String> domains) {}
