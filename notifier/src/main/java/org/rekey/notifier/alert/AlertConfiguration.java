package org.rekey.notifier.alert;

import java.net.URI;
import java.time.Clock;
import org.rekey.domain.alert.ReminderSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Wiring. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AlertConfiguration.class);

    @Bean
    ReminderSchedule reminderSchedule(ReminderProperties properties) {
        return new ReminderSchedule(properties.before(), properties.every());
    }

    @Bean
    ReminderText reminderText(
            @Value("${rekey.issuer:http://localhost:8080}") URI issuer, ReminderProperties properties) {
        return new ReminderText(issuer.toString().replaceAll("/$", ""), issuer.getHost(), properties);
    }

    @Bean
    Post post(
            ObjectProvider<JavaMailSenderImpl> server,
            MailProperties properties,
            @Value("${rekey.issuer:http://localhost:8080}") URI issuer,
            JdbcClient jdbc,
            Clock clock) {
        JavaMailSenderImpl smtp = server.getIfAvailable();
        if (smtp == null) {
            log.info("No mail server is set up (spring.mail.host): mail is kept, see GET /api/v1/mailbox");
            return new MailboxPost(jdbc, clock);
        }
        String from = properties.from();
        return new SmtpPost(smtp, from != null ? from : "rekey@" + issuer.getHost());
    }
}
