package org.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check can fail: each kind of difference, planted. */
class ContractTest {

    private final Contract contract = new Contract(OpenApi.of("""
            openapi: 3.1.0
            x-rekey-everywhere:
              responses:
                '404': {$ref: '#/components/responses/NotFound'}
            paths:
              /things/{id}:
                x-rekey-also-at: [/old-thing]
                post:
                  operationId: changeThing
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: {$ref: '#/components/schemas/Thing'}
                  responses:
                    '200':
                      headers:
                        ETag: {$ref: '#/components/headers/ETag'}
                      content:
                        application/json:
                          schema: {$ref: '#/components/schemas/Thing'}
                    '204': {description: nothing}
                    '404': {$ref: '#/components/responses/NotFound'}
            components:
              headers:
                ETag: {required: true, schema: {type: string, pattern: '^"'}}
              responses:
                NotFound:
                  description: not there
                  content:
                    application/json:
                      schema: {type: object, required: [error], properties: {error: {type: string}}}
              schemas:
                Thing:
                  type: object
                  required: [name]
                  properties:
                    name: {type: string}
                    at: {type: string, format: date-time}
            """));

    private List<String> violations(String method, String path, String request, int status, String etag, String body) {
        Map<String, List<String>> headers = etag.isEmpty()
                ? Map.of("Content-Type", List.of("application/json"))
                : Map.of("Content-Type", List.of("application/json;charset=UTF-8"), "ETag", List.of(etag));
        return contract.violations(new Exchange(
                method,
                URI.create("http://localhost" + path),
                "application/json",
                request,
                status,
                HttpHeaders.of(headers, (name, value) -> true),
                body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | {'name':'b'}",
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | {'name':'b','at':'2026-01-31T12:00:00Z'}",
                "POST | /old-thing | `` | 200 | \"1\" | {'name':'b'}",
                "POST | /things/1 | {'name':'a'} | 204 | `` | ``",
                "POST | /things/1 | {'no':'a'} | 404 | `` | {'error':'e'}",
                "GET | /nowhere | `` | 404 | `` | {'error':'e'}",
            })
    void what_the_document_says_passes(
            String method, String path, String request, int status, String etag, String body) {
        assertThat(violations(method, path, json(request), status, etag, json(body)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "POST | /nowhere | `` | 200 | `` | `` | no such path",
                "PUT | /things/1 | `` | 200 | `` | `` | no such method",
                "POST | /things/1/2 | `` | 200 | `` | `` | no such path",
                "POST | /things/1 | {'name':'a'} | 409 | `` | {'error':'e'} | no status 409 of POST /things/{id}",
                "POST | /things/1 | {'name':'a'} | 200 | `` | {'name':'b'} | no header ETag",
                "POST | /things/1 | {'name':'a'} | 200 | 1 | {'name':'b'} | header ETag",
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | `` | no body",
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | {'name':'b','more':1} | 'more'",
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | {'name':1} | /name",
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | {'name':'b','at':'today'} | /at",
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | {} | 'name'",
                "POST | /things/1 | {'name':'a'} | 200 | \"1\" | { | not JSON",
                "POST | /things/1 | {'name':'a'} | 204 | `` | {} | no content of type 'application/json'",
                "POST | /things/1 | {'name':'a'} | 404 | `` | {} | 'error'",
                "POST | /things/1 | {'nam':'a'} | 204 | `` | `` | request",
                "POST | /things/1 | `` | 204 | `` | `` | no request body",
                "GET | /nowhere | `` | 404 | `` | {} | 'error'",
            })
    void A32_what_it_does_not_say_is_named(
            String method, String path, String request, int status, String etag, String body, String violation) {
        assertThat(violations(method, path, json(request), status, etag, json(body)))
                .anyMatch(found -> found.contains(violation));
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    @Test
    void a_request_of_a_type_that_is_not_taken_is_named() {
        Exchange exchange = new Exchange(
                "POST",
                URI.create("http://localhost/things/1"),
                "text/plain",
                "a",
                204,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                "");
        assertThat(contract.violations(exchange)).containsExactly("no request body of type 'text/plain'");
    }

    @Test
    void every_reference_of_the_document_leads_somewhere() {
        OpenApi api = OpenApi.committed();
        assertThat(api.document().findValuesAsString("$ref")).isNotEmpty().allMatch(pointer -> api.resolve(pointer)
                .isPresent());
    }
}
