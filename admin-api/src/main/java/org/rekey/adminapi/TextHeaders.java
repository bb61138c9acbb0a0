package org.rekey.adminapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.HiddenCharacters;

/**
 * Headers that people write, as the text they meant. The container takes every byte for a character, and the firewall of
 * Spring Security takes some bytes of UTF-8 for control characters, so this comes before it.
 */
final class TextHeaders extends HttpServletRequestWrapper {

    TextHeaders(HttpServletRequest request) {
        super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        return value != null && isText(name) ? text(name, value) : value;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        Enumeration<String> values = super.getHeaders(name);
        return isText(name)
                ? Collections.enumeration(Collections.list(values).stream()
                        .map(value -> text(name, value))
                        .toList())
                : values;
    }

    private static boolean isText(String name) {
        return name.equalsIgnoreCase("Rekey-Reason") || isAgent(name);
    }

    private static boolean isAgent(String name) {
        return name.equalsIgnoreCase("User-Agent");
    }

    /** A program's name loses what nobody sees; a person who writes such a thing is told: see {@link AdminRequest}. */
    private static String text(String name, String value) {
        String text = asUtf8(value)
                .replace('\t', ' ')
                .replaceAll("[\\p{Cc}\\p{Cn}]", "")
                .strip();
        return isAgent(name) ? HiddenCharacters.removedFrom(text) : text;
    }

    private static String asUtf8(String header) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }
}
