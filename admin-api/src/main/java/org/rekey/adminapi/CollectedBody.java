package org.rekey.adminapi;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.rekey.web.Bodies;
import org.springframework.web.util.WebUtils;

/** A request of which nobody reads the body but through {@link BodyInterceptor}: whoever reads it finds what that has read. */
final class CollectedBody extends HttpServletRequestWrapper {

    CollectedBody(HttpServletRequest request) {
        super(request);
    }

    /** The request as it has come. */
    static HttpServletRequest uncollected(HttpServletRequest request) {
        CollectedBody collected = WebUtils.getNativeRequest(request, CollectedBody.class);
        return collected == null ? request : (HttpServletRequest) collected.getRequest();
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Stream(Bodies.of(this).stream());
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(Bodies.of(this).stream(), StandardCharsets.UTF_8));
    }

    private static final class Stream extends ServletInputStream {

        private final InputStream in;

        Stream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return in.read(bytes, from, length);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            try {
                return in.available() == 0;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body has been read");
        }
    }
}
