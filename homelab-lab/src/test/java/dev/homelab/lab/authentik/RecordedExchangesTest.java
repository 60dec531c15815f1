// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Replays what was recorded from a real Authentik 2026.5.0-rc1, line by line: the fake answers with the same status and the
 * same body to whoever asks. What a server makes up by itself (keys, dates, random texts) is compared by its kind.
 *
 * <p>The recorded server held more than the recording made, so lists are compared by what the recording made and by the form
 * of the rest, and their counts by how they differ from the first one.
 */
@Tag("recorded-exchanges")
final class RecordedExchangesTest {

    private static final String FILE = "authentik/exchanges-2026.5.0-rc1.jsonl";

    /** The recording hides an address, and a quotation mark lost its escape there. */
    private static final String HIDDEN = "https://example.invalid/1\", \\\"";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeAuthentik authentik = new FakeAuthentik("superuser");
    private final Map<String, Integer> offsets = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Test
    void theFakeAnswersAsTheRealServerDid() throws IOException {
        authentik.version("2026.5.0-rc1");
        authentik.freshOutpost(true);
        authentik.addToken("limited", "hl-limited", true);
        authentik.addToken("none", "hl-none", false);
        List<JsonNode> lines = lines();
        RecordedNames recorded = new RecordedNames();
        lines.forEach(line -> recorded.learn(tree(line.path("answer").asText())));

        for (int i = 0; i < lines.size(); i++) {
            replay(i + 1, lines.get(i), recorded);
        }

        System.out.printf("lines replayed: %d, differences: %d%n", lines.size(), differences.size());
        assertThat(differences).isEmpty();
    }

    private void replay(int number, JsonNode line, RecordedNames recorded) {
        String what = number + " " + line.path("as").asText() + " "
                + line.path("method").asText() + " " + line.path("path").asText();
        RecordedNames ours = ours();
        Reply reply = send(line, recorded, ours);
        if (line.path("method").asText().equals("DELETE")
                && line.path("status").asInt() == 404
                && reply.status() == 204) {
            reply = send(line, recorded, ours); // the answer to the first one was lost, and was not recorded
        }
        if (reply.status() != line.path("status").asInt()) {
            differences.add("%s: status %d instead of %d: %s"
                    .formatted(what, reply.status(), line.path("status").asInt(), reply.body()));
            return;
        }
        String expected = line.path("answer").asText();
        if (expected.isEmpty() || reply.body().isEmpty()) {
            if (!expected.equals(reply.body())) {
                differences.add(what + ": body \"" + reply.body() + "\" instead of \"" + expected + "\"");
            }
            return;
        }
        JsonNode answered = tree(reply.body());
        RecordedNames later = ours(); // it knows what this request made, too
        ours.all().forEach(later::keep);
        new AnswerComparison(recorded, later, offsets, line.path("path").asText())
                .compare(tree(expected), answered)
                .forEach(difference -> differences.add(what + ": " + difference));
    }

    private Reply send(JsonNode line, RecordedNames recorded, RecordedNames ours) {
        Web web = new Web(authentik.uri())
                .with("Authorization", "Bearer " + line.path("as").asText());
        String path = recorded.translated(line.path("path").asText(), ours);
        JsonNode body = line.path("body");
        String text = body.isNull() ? "" : recorded.translated(body, ours).toString();
        return switch (line.path("method").asText()) {
            case "GET" -> web.get(path);
            case "POST" -> web.post(path, text);
            case "PUT" -> web.put(path, text);
            case "PATCH" -> web.patch(path, text);
            case "DELETE" -> web.delete(path);
            default -> throw new IllegalStateException(line.toString());
        };
    }

    /** Returns the names of all that the fake has now, by their keys. */
    private RecordedNames ours() {
        RecordedNames names = new RecordedNames();
        Web web = new Web(authentik.uri()).with("Authorization", "Bearer superuser");
        for (String list : new String[] {
            "flows/instances/",
            "propertymappings/provider/scope/",
            "propertymappings/provider/saml/",
            "crypto/certificatekeypairs/",
            "core/groups/",
            "core/applications/?superuser_full_list=true",
            "providers/all/",
            "outposts/instances/"
        }) {
            names.learn(tree(web.get(Api.BASE + list).body()));
        }
        return names;
    }

    private static JsonNode tree(String text) {
        try {
            return text.isEmpty() ? JSON.nullNode() : JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static List<JsonNode> lines() throws IOException {
        String folder = System.getenv("CONTRACTS");
        Assumptions.assumeTrue(
                folder != null && Files.isRegularFile(Path.of(folder, FILE)),
                "nothing replayed: the environment variable CONTRACTS names no folder with " + FILE);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(folder, FILE))) {
            lines.add(tree(line.replace(HIDDEN, "https://example.invalid/1\\\", \\\"")));
        }
        return lines;
    }
}
