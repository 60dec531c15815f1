// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes mail by SMTP (RFC 5321).
 *
 * @param host its name or address
 * @param port such as 587
 * @param encryption how the connection is encrypted
 * @param login who signs in; empty for a server without users
 */
public record MailServer(String host, int port, Encryption encryption, Optional<Login> login) {

    private static final String TIMEOUT = Long.toString(Duration.ofSeconds(10).toMillis());

    /** As RFC 5322 writes a date. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /** How a connection is encrypted. */
    public enum Encryption {
        /** Asked for after the greeting, and required (RFC 3207). */
        STARTTLS,
        /** From the first byte (RFC 8314). */
        TLS,
        /** Not at all. */
        NONE
    }

    /** A user of the server. */
    public record Login(String user, String password) {}

    /**
     * Sends one mail.
     *
     * @throws IOException if the server does not take it, or does not answer within ten seconds
     */
    public void send(Mail mail) throws IOException {
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(properties(), authenticator()));
            message.setFrom(new InternetAddress(mail.from()));
            for (String to : mail.to()) {
                message.addRecipient(RecipientType.TO, new InternetAddress(to));
            }
            message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
            message.setText(mail.text(), StandardCharsets.UTF_8.name());
            message.setHeader("Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
            message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers
            Transport.send(message);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        String protocol = "mail.smtp.";
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty(protocol + "host", host);
        properties.setProperty(protocol + "port", Integer.toString(port));
        properties.setProperty(protocol + "connectiontimeout", TIMEOUT);
        properties.setProperty(protocol + "timeout", TIMEOUT);
        properties.setProperty(protocol + "writetimeout", TIMEOUT);
        properties.setProperty(protocol + "auth", Boolean.toString(login.isPresent()));
        properties.setProperty(protocol + "ssl.enable", Boolean.toString(encryption == Encryption.TLS));
        properties.setProperty(protocol + "ssl.checkserveridentity", "true");
        properties.setProperty(protocol + "starttls.enable", Boolean.toString(encryption == Encryption.STARTTLS));
        properties.setProperty(protocol + "starttls.required", Boolean.toString(encryption == Encryption.STARTTLS));
        return properties;
    }

    private @Nullable Authenticator authenticator() {
        return login.<Authenticator>map(user -> new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(user.user(), user.password());
                    }
                })
                .orElse(null);
    }
}
