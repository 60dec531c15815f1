// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.email;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.adapter.support.mail.MailServer;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * A mail server, and who writes to whom.
 *
 * @param server the name or address of a server that takes mail by SMTP
 * @param port 587 when absent, or 465 with {@code encryption: tls}, or 25 with {@code none}
 * @param encryption {@code starttls} when absent; {@code none} is for a server on the same machine
 * @param user who signs in to the server; no sign-in when absent
 * @param password of that user, which is a secret
 * @param from the sender's address
 * @param to addresses that receive it
 */
public record EmailSettings(
        @NotNull(message = "is required, such as mail.home.arpa")
        @Pattern(regexp = Patterns.HOST, message = "must be a name or address, such as mail.home.arpa")
        String server,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 587")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 587") Integer>
                port,
        Optional<Encryption> encryption,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as homelab") String> user,
        Optional<@Valid SecretRef> password,

        @NotNull(message = "is required, such as homelab@home.arpa")
        @Pattern(regexp = EmailSettings.ADDRESS, message = "must be an address, such as homelab@home.arpa")
        String from,

        @NotEmpty(message = "is required, such as [me@home.arpa]")
        List<
                        @NotNull(message = "must not be empty, such as me@home.arpa")
                        @Pattern(regexp = EmailSettings.ADDRESS, message = "must be an address, such as me@home.arpa")
                        String>
                to) {

    static final String ADDRESS = "^[^\\s@<>,;:\"()\\[\\]]+@[A-Za-z0-9.-]+$";

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int SMTP = 25;

    /** How the connection is encrypted. */
    public enum Encryption {
        /** After the greeting; without it nothing is sent. */
        @JsonProperty("starttls")
        STARTTLS,
        /** From the first byte. */
        @JsonProperty("tls")
        TLS,
        /** Not at all. */
        @JsonProperty("none")
        NONE
    }

    public EmailSettings {
        to = NullTolerant.of(to);
    }

    MailServer.Encryption encryptionOrUsual() {
        return MailServer.Encryption.valueOf(
                encryption.orElse(Encryption.STARTTLS).name());
    }

    int portOrUsual() {
        return port.orElseGet(() -> switch (encryption.orElse(Encryption.STARTTLS)) {
            case STARTTLS -> SUBMISSION;
            case TLS -> SUBMISSIONS;
            case NONE -> SMTP;
        });
    }
}
