package org.rekey.token.token;

import jakarta.servlet.ServletRequest;

/**
 * Makes the server close the connection after the answer instead of waiting for the rest of the body. The servlet API has
 * no word for it: the server looks for this mark.
 */
public final class StopReading {

    private static final String ATTRIBUTE = StopReading.class.getName();

    private StopReading() {}

    static void of(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    public static boolean isWantedFor(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
