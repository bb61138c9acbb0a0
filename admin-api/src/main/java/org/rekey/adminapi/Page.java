package org.rekey.adminapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next the cursor of what follows; null at the end */
public record Page<T>(List<T> items, @Nullable String next) {}
