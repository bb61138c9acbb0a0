package org.rekey.notifier.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One event in a calendar (RFC 5545). The same identifier again moves it, instead of adding another one. */
final class CalendarEntry {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_LINE = 75;

    private CalendarEntry() {}

    static String of(String uid, Instant now, Instant at, String summary, String url) {
        StringBuilder text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Rekey//Reminders//EN");
        line(text, "METHOD:PUBLISH");
        line(text, "BEGIN:VEVENT");
        line(text, "UID:" + escaped(uid));
        line(text, "DTSTAMP:" + UTC.format(now));
        line(text, "DTSTART:" + UTC.format(at));
        line(text, "DURATION:PT15M");
        line(text, "TRANSP:TRANSPARENT");
        line(text, "SUMMARY:" + escaped(summary));
        line(text, "URL:" + url);
        line(text, "END:VEVENT");
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n");
    }

    /** Section 3.1: no line is longer than 75 octets; what is longer goes on after a line break and a blank. */
    private static void line(StringBuilder text, String line) {
        if (line.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LINE) {
            text.append(line).append("\r\n");
            return;
        }
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            String character = Character.toString(line.codePointAt(i));
            int more = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + more > LONGEST_LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(character);
            octets += more;
            i += character.length();
        }
        text.append("\r\n");
    }
}
