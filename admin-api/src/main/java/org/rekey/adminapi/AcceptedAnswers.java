package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Who takes problem details takes JSON. Programs that are generated from a description accept what it lists for a call, and
 * where success has no body that is problem details alone.
 */
final class AcceptedAnswers extends HttpServletRequestWrapper {

    AcceptedAnswers(HttpServletRequest request) {
        super(request);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        Enumeration<String> values = super.getHeaders(name);
        return name.equalsIgnoreCase("Accept") ? Collections.enumeration(withJson(Collections.list(values))) : values;
    }

    private static List<String> withJson(List<String> accepted) {
        return accepted.stream()
                .map(value -> value.contains("application/problem+json") ? value + ", application/json" : value)
                .toList();
    }
}
