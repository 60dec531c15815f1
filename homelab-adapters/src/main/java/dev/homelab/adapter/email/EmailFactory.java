// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.email;

import dev.homelab.adapter.support.mail.Mail;
import dev.homelab.adapter.support.mail.MailServer;
import dev.homelab.adapter.support.mail.MailServer.Login;
import dev.homelab.adapter.support.notice.EndNotifier;
import dev.homelab.adapter.support.notice.Excerpt;
import dev.homelab.adapter.support.notice.Markup;
import dev.homelab.adapter.support.notice.Notice;
import dev.homelab.problem.Where;
import dev.homelab.report.Notifier;
import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import java.util.Map;

/** The key {@code email} under {@code notify:}. */
public final class EmailFactory implements NotifierFactory<EmailSettings> {

    private static final int MOST_SUBJECT = 200;
    private static final int MOST_TEXT = 100_000;
    private static final HttpAnswer ACCEPTED = new HttpAnswer(200, "", Map.of(), "");

    @Override
    public String key() {
        return "email";
    }

    @Override
    public Class<EmailSettings> settings() {
        return EmailSettings.class;
    }

    @Override
    public Notifier notifier(EmailSettings settings, SecretResolver secrets, HttpClient http) {
        MailServer server = new MailServer(
                settings.server(),
                settings.portOrUsual(),
                settings.encryptionOrUsual(),
                settings.user()
                        .map(user -> new Login(
                                user,
                                settings.password()
                                        .map(password -> secrets.resolve(password, Where.nowhere()))
                                        .orElse(""))));
        return new EndNotifier("e-mail", Markup.NONE, notice -> {
            server.send(mail(settings, notice));
            return ACCEPTED;
        });
    }

    private static Mail mail(EmailSettings settings, Notice notice) {
        return new Mail(
                settings.from(),
                settings.to(),
                Excerpt.of(notice.title(), MOST_SUBJECT),
                Excerpt.of(notice.text(), MOST_TEXT));
    }
}
