package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.rekey.token.key.Strict;

/** A key for each day, named in the header by the number of days since 1970. */
final class OpaqueKeys {

    private static final int MOST_REMEMBERED = 8;
    private static final String BEFORE_DAY = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"";
    private static final String AFTER_DAY = "\"}";
    private static final Pattern FORM =
            Pattern.compile(Pattern.quote(BEFORE_DAY) + "(0|[1-9][0-9]{0,8})" + Pattern.quote(AFTER_DAY));

    private final SecretKeySpec root;
    private final Map<Long, DayKey> byDay = new ConcurrentHashMap<>();
    private final Map<String, DayKey> byHeader = new ConcurrentHashMap<>();

    OpaqueKeys(byte[] root) {
        this.root = new SecretKeySpec(root, "HmacSHA256");
    }

    record DayKey(String header, byte[] headerBytes, SecretKey key) {}

    DayKey ofDay(long day) {
        DayKey key = byDay.get(day);
        return key != null ? key : derive(day);
    }

    @Nullable
    DayKey withHeader(String header) {
        DayKey known = byHeader.get(header);
        if (known != null) {
            return known;
        }
        Long day = dayIn(header);
        return day == null ? null : ofDay(day);
    }

    private static @Nullable Long dayIn(String header) {
        byte[] bytes = Strict.base64Url(header);
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.US_ASCII);
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
    }

    private DayKey derive(long day) {
        String header = encoded(day);
        DayKey key = new DayKey(
                header, header.getBytes(StandardCharsets.US_ASCII), new SecretKeySpec(hmac(Long.toString(day)), "AES"));
        if (byDay.size() >= MOST_REMEMBERED) {
            byDay.clear();
            byHeader.clear();
        }
        byDay.put(day, key);
        byHeader.put(header, key);
        return key;
    }

    private static String encoded(long day) {
        String header = BEFORE_DAY + day + AFTER_DAY;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(root);
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }
}
