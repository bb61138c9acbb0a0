package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rekey.web.Bodies;
import org.rekey.web.Body;
import org.rekey.web.BodyRefusal;
import org.rekey.web.Bound;
import org.rekey.web.HttpProperties;
import org.springframework.stereotype.Component;

/** The form in the body of a request. */
@Component
class FormBody {

    private final Bodies bodies;
    private final Bound bound;

    FormBody(Bodies bodies, HttpProperties http) {
        this.bodies = bodies;
        this.bound = http.bodies().forms();
    }

    /** Null when it has not arrived: then the request comes again when it has. */
    @Nullable
    Form of(HttpServletRequest request) throws IOException {
        try {
            Body body = bodies.read(request, bound);
            return body == null ? null : Form.parse(body.bytes(), body.length());
        } catch (BodyRefusal e) {
            throw e.status() == 503
                    ? ProtocolException.unavailable()
                    : ProtocolException.invalidRequest(e.status(), e.explanation());
        }
    }
}
