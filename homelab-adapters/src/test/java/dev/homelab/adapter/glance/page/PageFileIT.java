// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Owner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What {@link PageFile} writes, as the page of the real Glance shows it. */
@EnabledIfEnvironmentVariable(named = RealServers.NEEDED, matches = ".+")
class PageFileIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LAST = "the last of all texts";
    private static final List<String> TEXTS = HostileTexts.of(23, 2_500).toList();

    @Test
    void glanceItselfReadsEveryTextAsItIs() throws Exception {
        Group group = Group.named("Texts", true);
        for (int i = 0; i < TEXTS.size(); i++) {
            group = group.with(site("s" + i, "<" + i + ">" + TEXTS.get(i) + "</" + i + ">"));
        }
        PageFile page = new PageFile(List.of(PageWidget.of(group.with(site("last", LAST)))));
        Path file = Path.of(RealServers.variable("GLANCE_DIR"), "homelab-home.yml");
        String before = Files.readString(file);

        try {
            RealServers.swap(file, page.text());

            String shown = shown();

            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(shown).contains("<" + i + ">" + TEXTS.get(i) + "</" + i + ">");
            }
        } finally {
            RealServers.swap(file, before);
        }
    }

    private static Site site(String name, String title) {
        Tile tile = new Tile(
                name,
                "home",
                "Texts",
                true,
                title,
                "http://127.0.0.1:9",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Site.of(tile, Mark.of(Optional.of(new Owner("home", ServiceName.of(name))), name), Optional.empty());
    }

    /** Polls, since Glance reads a file when it has noticed it. */
    private static String shown() throws IOException, InterruptedException {
        URI content = URI.create(RealServers.variable("GLANCE_URL") + "/api/pages/home/content/");
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            String body = body(content);
            if (body.contains(LAST)) {
                return body.replace("&#39;", "'")
                        .replace("&#34;", "\"")
                        .replace("&#43;", "+")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
            }
            Thread.sleep(200);
        }
        throw new AssertionError("Glance does not show the page");
    }

    /** Empty while Glance starts again. */
    private static String body(URI content) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(content).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }
}
