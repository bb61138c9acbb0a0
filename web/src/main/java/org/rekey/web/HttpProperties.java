package org.rekey.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large, how slow and how many requests may be: the one place where that is decided. docs/limits.md lists it.
 *
 * @param allowPlain whether secrets and tokens may come from other machines unencrypted, as in a trial
 * @param bodies how large and how slow the bodies of requests may be
 * @param permits how many requests of a kind are worked on at the same time
 * @param connections how many connections there may be, and how slow
 */
@ConfigurationProperties("rekey.http")
public record HttpProperties(
        @DefaultValue("false") boolean allowPlain,
        @DefaultValue Bodies bodies,
        @DefaultValue Permits permits,
        @DefaultValue Connections connections) {

    /**
     * @param credentials the largest body of sign-in, passwords and own credentials
     * @param form the largest body of the token endpoint, of introspection and of revocation
     * @param json the largest body of any other call of the admin API
     * @param document the largest body of SCIM, of APIs and of their import
     * @param shortTime within which a body must have arrived that anybody may send, or one with credentials
     * @param jsonTime within which any other body of the admin API must have arrived
     * @param documentTime within which a document must have arrived
     * @param openApi the largest OpenAPI document
     * @param held the most memory for bodies that have not arrived completely; 0 for a quarter of the heap. Half of it is for
     *     bodies that anybody may send
     */
    public record Bodies(
            @DefaultValue("4KB") DataSize credentials,
            @DefaultValue("16KB") DataSize form,
            @DefaultValue("256KB") DataSize json,
            @DefaultValue("2MB") DataSize document,
            @DefaultValue("5s") Duration shortTime,
            @DefaultValue("10s") Duration jsonTime,
            @DefaultValue("30s") Duration documentTime,
            @DefaultValue("1MB") DataSize openApi,
            @DefaultValue("0B") DataSize held) {

        /** The most names, values and brackets of JSON of up to {@link #SMALL_JSON} bytes. */
        public static final int TOKENS = 32_000;

        public static final int SMALL_JSON = 256 * 1024;

        /** The most names, values and brackets of larger JSON, and of a document. */
        public static final int DOCUMENT_TOKENS = 250_000;

        /** The deepest nesting of JSON and of documents. */
        public static final int DEPTH = 64;

        private static final int SHARE_OF_HEAP = 4;

        /** Form of an OAuth2 endpoint. */
        public Bound forms() {
            return Bound.ofAnybody(form, shortTime);
        }

        public Bound signIns() {
            return Bound.ofAnybody(credentials, shortTime);
        }

        public Bound ofCredentials() {
            return Bound.ofCaller(credentials, shortTime);
        }

        public Bound ofJson() {
            return Bound.ofCaller(json, jsonTime);
        }

        public Bound ofDocuments() {
            return Bound.ofCaller(document, documentTime);
        }

        public Bound ofOpenApi() {
            return Bound.ofCaller(openApi, documentTime);
        }

        /** In bytes. */
        long heldInAll() {
            return held.toBytes() > 0 ? held.toBytes() : Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        }
    }

    /**
     * Each of these may hold a thread. Tokens, introspection and gateway checks need none: the threads that all the others
     * leave are theirs.
     *
     * @param reads calls of the admin API that read
     * @param positionWaits of these, reads that wait for a projection to come to {@code Rekey-Position}
     * @param writes calls of the admin API that write
     * @param denials calls that delete, suspend, deactivate, retire or revoke
     * @param signIns sign-ins and changes of passwords
     * @param passwords passwords that are hashed; 0 for half the processors
     * @param documents bodies of more than {@code rekey.http.bodies.json} that are worked on
     * @param health questions about health
     * @param keys requests for the JWKS and the metadata
     * @param others whatever else, as signing in with an identity provider
     * @param unread connections whose unread body is waited for, 50 ms at most
     */
    public record Permits(
            @DefaultValue("40") int reads,
            @DefaultValue("32") int positionWaits,
            @DefaultValue("32") int writes,
            @DefaultValue("40") int denials,
            @DefaultValue("8") int signIns,
            @DefaultValue("0") int passwords,
            @DefaultValue("3") int documents,
            @DefaultValue("8") int health,
            @DefaultValue("8") int keys,
            @DefaultValue("8") int others,
            @DefaultValue("16") int unread) {

        /** How many hash at the same time. */
        public int hashing() {
            return passwords > 0 ? passwords : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        }

        /** How many threads all of them may hold. */
        int inAll() {
            return reads + writes + denials + signIns + health + keys + others + unread;
        }
    }

    /**
     * @param most how many there may be: of more, those are closed that have been silent for longest; 0 for 8192, or what
     *     fits into an eighth of the heap
     * @param waiting how many more may wait to be accepted; the system may allow fewer
     * @param header the largest header of a request
     * @param headerTime within which a header must have arrived
     * @param silence how long a connection may be silent
     * @param headers how many headers may be on their way at the same time: of more, the oldest is cut off; 0 for what fits
     *     into an eighth of the heap
     */
    public record Connections(
            @DefaultValue("0") int most,
            @DefaultValue("4096") int waiting,
            @DefaultValue("16KB") DataSize header,
            @DefaultValue("10s") Duration headerTime,
            @DefaultValue("10s") Duration silence,
            @DefaultValue("0") int headers) {

        private static final int SHARE_OF_HEAP = 8;

        private static final int MOST = 8192;
        private static final int FEWEST = 64;

        /** What a connection takes on which there is no request; encrypted, with the buffers of TLS. */
        private static final int PLAIN = 10 * 1024;

        private static final int ENCRYPTED = 80 * 1024;

        /** What it takes with a part of a header, and with what is made of it. */
        private static final int HEADER = 32 * 1024;

        int inAll(boolean encrypted) {
            return most > 0 ? most : fitting(encrypted ? ENCRYPTED : PLAIN);
        }

        int headersInAll() {
            return headers > 0 ? headers : fitting(header.toBytes() + HEADER);
        }

        private static int fitting(long each) {
            long fitting = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / each;
            return (int) Math.max(FEWEST, Math.min(MOST, fitting));
        }
    }
}
