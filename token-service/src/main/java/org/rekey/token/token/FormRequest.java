package org.rekey.token.token;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose parameters are those of its body alone, and whose client becomes known on the way. */
final class FormRequest extends HttpServletRequestWrapper {

    private final Form form;
    private @Nullable AuthenticatedClient client;
    private @Nullable String jkt;

    FormRequest(HttpServletRequest request, Form form) {
        super(request);
        this.form = form;
    }

    static FormRequest of(HttpServletRequest request) {
        return (FormRequest) request;
    }

    Form form() {
        return form;
    }

    AuthenticatedClient client() {
        if (client == null) {
            throw ProtocolException.invalidClient();
        }
        return client;
    }

    void client(AuthenticatedClient authenticated) {
        client = authenticated;
    }

    /** The thumbprint of the key that the request has shown to hold; null when it has shown none. */
    @Nullable
    String jkt() {
        return jkt;
    }

    void boundTo(String thumbprint) {
        jkt = thumbprint;
    }

    /** Also when it comes again after its body: filters that act once per request have not acted yet. */
    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return form.get(name);
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String value = form.get(name);
        return value == null ? null : new String[] {value};
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(form.names());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> all = new LinkedHashMap<>();
        for (String name : form.names()) {
            String value = form.get(name);
            if (value != null) {
                all.put(name, new String[] {value});
            }
        }
        return all;
    }
}
