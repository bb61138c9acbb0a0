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
import org.rekey.domain.alert.ReminderKind;
import org.rekey.domain.secret.SecretCaller;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponents;

/** What people get to read about a secret that expires. */
final class ReminderText {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "EEEE, d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int ID_BYTES = 16;

    private final UriComponents link;
    private final String host;
    private final ReminderProperties properties;

    ReminderText(String issuer, String host, ReminderProperties properties) {
        this.link = properties.linkFrom(issuer);
        this.host = host;
        this.properties = properties;
    }

    /** @param calendar what a calendar shows at the instant itself */
    private record Wording(String subject, String advice, String closing, String calendar) {}

    Mail of(ReminderKey reminder, Situation client, Instant worksUntil, Instant now) {
        Wording wording =
                switch (reminder.kind()) {
                    case EXPIRY -> expiry(client, worksUntil, now);
                    case GRACE_END -> graceEnd(client, worksUntil, now);
                };
        String link = this.link.expand(client.clientId().value()).toUri().toASCIIString();
        String opening = wording.subject() + ": on " + WHEN.format(worksUntil) + ".";
        Map<String, String> facts = facts(reminder, client);
        return new Mail(
                "<" + digest(reminder.stream()) + "@" + host + ">",
                client.clientId(),
                client.tenant(),
                wording.subject(),
                text(opening, facts, wording, link),
                html(opening, facts, wording, link),
                CalendarEntry.of(
                        digest("expiry:" + reminder.secretId()) + "@" + host,
                        now,
                        worksUntil,
                        wording.calendar(),
                        link));
    }

    private Wording expiry(Situation client, Instant worksUntil, Instant now) {
        return new Wording(
                "The secret of \"" + MailText.name(client.name()) + "\" " + left(worksUntil, now),
                worksUntil.isAfter(now)
                        ? "Please rotate it. The new secret works at once, and the present one for up to 24 hours more,"
                                + " so that programs can be moved without an interruption."
                        : "Programs that still use it are refused. Please rotate it, and give them the new secret.",
                "You are told every "
                        + (properties.every().toDays() == 1
                                ? "day"
                                : days(properties.every().toDays()))
                        + " until the secret is rotated or the client is deleted.",
                "The secret of \"" + MailText.name(client.name()) + "\" expires");
    }

    private static Wording graceEnd(Situation client, Instant worksUntil, Instant now) {
        return new Wording(
                "The old secret of \"" + MailText.name(client.name()) + "\" is still used, and stops working "
                        + in(Duration.between(now, worksUntil)),
                "Please give the new secret to the programs that still use the old one: after that they are refused.",
                "You are told of this once.",
                "The old secret of \"" + MailText.name(client.name()) + "\" stops working");
    }

    private static Map<String, String> facts(ReminderKey reminder, Situation client) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Client", MailText.name(client.name()));
        facts.put("Client id", client.clientId().value());
        if (client.tenant() != null) {
            facts.put("Tenant", client.tenant());
        }
        facts.put("Secret id", reminder.secretId().value());
        if (reminder.kind() == ReminderKind.GRACE_END && client.retiring() != null) {
            facts.put(
                    "Used by",
                    client.retiring().verdict().by().stream()
                            .map(ReminderText::caller)
                            .collect(Collectors.joining("; ")));
        }
        return facts;
    }

    private static String caller(SecretCaller caller) {
        String program = MailText.program(caller.agent());
        return MailText.address(caller.address()) + (program == null ? "" : " (" + program + ")") + ", last on "
                + WHEN.format(caller.lastUsedAt());
    }

    /** Days begun count: a secret that works for another two days and an hour has three days left. */
    static String left(Instant worksUntil, Instant now) {
        Duration left = Duration.between(now, worksUntil);
        if (left.isNegative() || left.isZero()) {
            long days = left.negated().toDays();
            return days == 0 ? "has expired" : "expired " + days(days) + " ago";
        }
        return "expires " + in(left);
    }

    private static String in(Duration left) {
        if (left.compareTo(Duration.ofDays(1)) < 0) {
            long hours = Math.max(1, left.toHours());
            return "in " + hours + (hours == 1 ? " hour" : " hours");
        }
        return "in " + days(left.plusDays(1).minusNanos(1).toDays());
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static String text(String opening, Map<String, String> facts, Wording wording, String link) {
        return opening + "\n\n"
                + facts.entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .collect(Collectors.joining("\n"))
                + "\n\n" + wording.advice() + "\n" + link + "\n\n" + wording.closing() + "\n";
    }

    private static String html(String opening, Map<String, String> facts, Wording wording, String link) {
        String rows = facts.entrySet().stream()
                .map(fact -> "<tr><th scope=\"row\" align=\"left\">%s</th><td>%s</td></tr>"
                        .formatted(fact.getKey(), HtmlUtils.htmlEscape(fact.getValue())))
                .collect(Collectors.joining());
        return """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head><body>
                <p>%1$s</p><table>%2$s</table><p>%3$s</p><p><a href="%4$s">%4$s</a></p><p>%5$s</p>
                </body></html>
                """.formatted(
                HtmlUtils.htmlEscape(opening), rows, wording.advice(), HtmlUtils.htmlEscape(link), wording.closing());
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
