package org.rekey.token.client;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/** The few pieces of JSON that are put together by hand. */
public final class Json {

    private Json() {}

    public static String text(String value) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(value)) + "\"";
    }

    static String texts(List<String> values) {
        return values.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    }
}
