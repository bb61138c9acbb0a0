package org.rekey.notifier.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rekey.domain.alert.ReminderKey;
import org.springframework.web.util.HtmlUtils;

/** What people get to read about a secret that expires. */
final class ReminderText {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "EEEE, d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int ID_BYTES = 16;

    private final String issuer;
    private final String host;
    private final ReminderProperties properties;

    ReminderText(String issuer, String host, ReminderProperties properties) {
        this.issuer = issuer;
        this.host = host;
        this.properties = properties;
    }

    Mail of(ReminderKey reminder, Situation client, Instant worksUntil, Instant now) {
        String link = properties.linkTo(client.clientId(), issuer).toASCIIString();
        String subject = "The secret of \"" + client.name() + "\" " + left(worksUntil, now);
        String opening = subject + ": on " + WHEN.format(worksUntil) + ".";
        String advice = worksUntil.isAfter(now)
                ? "Please rotate it. The new secret works at once, and the present one for up to 24 hours more, so that"
                        + " programs can be moved without an interruption."
                : "Programs that still use it are refused. Please rotate it, and give them the new secret.";
        String closing = "You are told every day until the secret is rotated or the client is deleted.";
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Client", client.name());
        facts.put("Client id", client.clientId().value());
        if (client.tenant() != null) {
            facts.put("Tenant", client.tenant());
        }
        facts.put("Secret", reminder.secretId().value());
        return new Mail(
                "<" + digest(reminder.stream()) + "@" + host + ">",
                client.clientId(),
                client.tenant(),
                subject,
                text(opening, facts, advice, link, closing),
                html(opening, facts, advice, link, closing),
                CalendarEntry.of(
                        digest("expiry:" + reminder.secretId()) + "@" + host,
                        now,
                        worksUntil,
                        "The secret of \"" + client.name() + "\" expires",
                        link));
    }

    /** Days begun count: a secret that works for another two days and an hour has three days left. */
    static String left(Instant worksUntil, Instant now) {
        Duration left = Duration.between(now, worksUntil);
        if (left.isNegative() || left.isZero()) {
            long days = left.negated().toDays();
            return days == 0 ? "has expired" : "expired " + days(days) + " ago";
        }
        if (left.compareTo(Duration.ofDays(1)) < 0) {
            long hours = Math.max(1, left.toHours());
            return "expires in " + hours + (hours == 1 ? " hour" : " hours");
        }
        return "expires in " + days(left.plusDays(1).minusNanos(1).toDays());
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static String text(String opening, Map<String, String> facts, String advice, String link, String closing) {
        return opening + "\n\n"
                + facts.entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .collect(Collectors.joining("\n"))
                + "\n\n" + advice + "\n" + link + "\n\n" + closing + "\n";
    }

    private static String html(String opening, Map<String, String> facts, String advice, String link, String closing) {
        String rows = facts.entrySet().stream()
                .map(fact -> "<tr><th scope=\"row\" align=\"left\">%s</th><td>%s</td></tr>"
                        .formatted(fact.getKey(), HtmlUtils.htmlEscape(fact.getValue())))
                .collect(Collectors.joining());
        return """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head><body>
                <p>%1$s</p><table>%2$s</table><p>%3$s</p><p><a href="%4$s">%4$s</a></p><p>%5$s</p>
                </body></html>
                """.formatted(HtmlUtils.htmlEscape(opening), rows, advice, HtmlUtils.htmlEscape(link), closing);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
