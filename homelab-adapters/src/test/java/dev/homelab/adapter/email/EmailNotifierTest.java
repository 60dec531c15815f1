// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.homelab.adapter.email.EmailSettings.Encryption;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.notice.Reports;
import dev.homelab.model.value.SecretRef;
import dev.homelab.report.Notifier;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail against a real SMTP server, GreenMail. */
final class EmailNotifierTest {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Http http = new Http();

    @BeforeEach
    void start() {
        server.withConfiguration(GreenMailConfiguration.aConfig().withUser("me@home.arpa", "homelab", "right"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        http.close();
    }

    private Notifier notifier(Encryption encryption, String password) {
        EmailSettings settings = new EmailSettings(
                "127.0.0.1",
                Optional.of(server.getSmtp().getPort()),
                Optional.of(encryption),
                Optional.of("homelab"),
                Optional.of(SecretRef.of("env:MAIL_PASSWORD")),
                "homelab@home.arpa",
                List.of("me@home.arpa", "you@home.arpa"));
        return new EmailFactory().notifier(settings, (reference, where) -> password, http);
    }

    @Test
    void aRunThatFailedIsOneMailToEachAddress() throws Exception {
        notifier(Encryption.NONE, "right").tell(Reports.rolledBack(1, "Pi-hole does not take this record. \u00fc"));

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2); // one for each recipient
        assertThat(received[0].getSubject()).isEqualTo("home: failed and rolled back");
        assertThat(received[0].getFrom()[0]).hasToString("homelab@home.arpa");
        assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received[0].getContent().toString())
                .contains("Run 20261123-120000")
                .contains("record refused: Pi-hole does not take this record. \u00fc");
    }

    @Test
    void aRunWithNothingToDoSendsNoMail() {
        notifier(Encryption.NONE, "right").tell(Reports.nothingToDo());

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aWrongPasswordEndsNoRun() {
        assertThatCode(() -> notifier(Encryption.NONE, "wrong").tell(Reports.done()))
                .doesNotThrowAnyException();

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void nothingIsSentInTheClearWhereEncryptionIsAskedFor() {
        notifier(Encryption.STARTTLS, "right").tell(Reports.done());

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsUnreachableEndsNoRun() {
        Notifier notifier = notifier(Encryption.NONE, "right");
        server.stop();

        assertThatCode(() -> notifier.tell(Reports.done())).doesNotThrowAnyException();
    }
}
