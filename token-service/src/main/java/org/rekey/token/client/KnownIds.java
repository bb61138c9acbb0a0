package org.rekey.token.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * All identifiers that have ever been seen, as 64 bits each: a made-up one is refused without a look into the database,
 * which would take longer, and tell. Grows only; read without a lock.
 */
final class KnownIds {

    private static final long FREE = 0;

    private volatile AtomicLongArray slots = new AtomicLongArray(1 << 10);
    private int used;

    boolean mayContain(String id) {
        return contains(slots, fingerprint(id));
    }

    synchronized void add(String id) {
        long fingerprint = fingerprint(id);
        if (contains(slots, fingerprint)) {
            return;
        }
        if (2 * (used + 1) > slots.length()) {
            slots = twice(slots);
        }
        put(slots, fingerprint);
        used++;
    }

    private static boolean contains(AtomicLongArray slots, long fingerprint) {
        int slot = slot(slots, fingerprint);
        while (slots.get(slot) != FREE) {
            if (slots.get(slot) == fingerprint) {
                return true;
            }
            slot = (slot + 1) & (slots.length() - 1);
        }
        return false;
    }

    private static void put(AtomicLongArray slots, long fingerprint) {
        int slot = slot(slots, fingerprint);
        while (slots.get(slot) != FREE) {
            slot = (slot + 1) & (slots.length() - 1);
        }
        slots.set(slot, fingerprint);
    }

    private static AtomicLongArray twice(AtomicLongArray old) {
        AtomicLongArray larger = new AtomicLongArray(2 * old.length());
        for (int i = 0; i < old.length(); i++) {
            if (old.get(i) != FREE) {
                put(larger, old.get(i));
            }
        }
        return larger;
    }

    private static int slot(AtomicLongArray slots, long fingerprint) {
        return (int) fingerprint & (slots.length() - 1);
    }

    private static long fingerprint(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            long bits = ByteBuffer.wrap(digest).getLong();
            return bits == FREE ? 1 : bits;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
