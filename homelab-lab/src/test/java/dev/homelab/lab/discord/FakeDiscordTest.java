// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FakeDiscordTest {

    private final FakeDiscord discord = new FakeDiscord();
    private final Web web = new Web(discord.uri());
    private final String path = discord.webhook().getPath();

    @AfterEach
    void stop() {
        discord.close();
    }

    @Test
    void aMessageIsTakenSilentlyUnlessTheSenderWaits() {
        Reply silent = web.post(path, "{'content':'one'}");
        Reply shown = web.post(path + "?wait=true", "{'embeds':[{'title':'two'}]}");

        assertThat(silent.status()).isEqualTo(204);
        assertThat(silent.body()).isEmpty();
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text("/id")).isEqualTo(discord.messages().get(1).id());
        assertThat(shown.text("/embeds/0/title")).isEqualTo("two");
        assertThat(discord.messages()).hasSize(2);
        assertThat(discord.writes()).isEqualTo(2);
    }

    @Test
    void anEditReplacesWhatItNamesAndKeepsTheRest() {
        String id = web.post(path + "?wait=true", "{'content':'old','embeds':[{'title':'kept'}]}")
                .text("/id");

        assertThat(web.patch(path + "/messages/" + id, "{'content':'new'}").status())
                .isEqualTo(200);

        Message message = discord.messages().get(0);
        assertThat(message.tree().path("content").asText()).isEqualTo("new");
        assertThat(message.tree().at("/embeds/0/title").asText()).isEqualTo("kept");
        assertThat(message.edits()).isEqualTo(1);
        assertThat(discord.snapshot()).containsOnlyKeys(id);
    }

    @Test
    void everyLimitIsNamedWithItsPlace() {
        String fields = "{'name':'n','value':'v'},".repeat(6) + "{'name':'n','value':'" + "x".repeat(1025) + "'}";
        Reply refused = web.post(path, "{'embeds':[{'title':'" + "t".repeat(257) + "','fields':[" + fields + "]}]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/code").asInt()).isEqualTo(50035);
        assertThat(refused.text("/errors/embeds/0/fields/6/value/_errors/0/code"))
                .isEqualTo("BASE_TYPE_MAX_LENGTH");
        assertThat(refused.at("/errors/embeds/0/title/_errors")).hasSize(1);
        assertThat(discord.messages()).isEmpty();
    }

    @Test
    void theTextOfAllEmbedsTogetherIsLimited() {
        String embed = "{'description':'" + "d".repeat(3001) + "'}";

        assertThat(web.post(path, "{'embeds':[" + embed + "," + embed + "]}").text("/errors/embeds/_errors/0/code"))
                .isEqualTo("MAX_EMBED_SIZE_EXCEEDED");
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        assertThat(web.post(path, "{'content':'" + "\uD83D\uDE00".repeat(2000) + "'}")
                        .status())
                .isEqualTo(204);
        assertThat(web.post(path, "{'content':'" + "\uD83D\uDE00".repeat(2001) + "'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anEmptyMessageAndBadNamesAreRefused() {
        assertThat(web.post(path, "{}").at("/code").asInt()).isEqualTo(50006);
        assertThat(web.post(path, "nothing").status()).isEqualTo(400);
        assertThat(web.post(path, "{'content':'x','username':'my Discord bot'}")
                        .at("/errors/username")
                        .isMissingNode())
                .isFalse();
    }

    @Test
    void aRateLimitEndsAfterTheToldNumberOfRequests() {
        discord.rateLimit(1, 0.5);

        Reply limited = web.post(path, "{'content':'x'}");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.at("/retry_after").asDouble()).isEqualTo(0.5);
        assertThat(limited.header("Retry-After")).isEqualTo("1");
        assertThat(web.post(path, "{'content':'x'}").status()).isEqualTo(204);
    }

    @Test
    void anUnknownWebhookOrMessageIsNotFound() {
        assertThat(web.post(path + "x", "{'content':'x'}").at("/code").asInt()).isEqualTo(10015);
        assertThat(web.patch(path + "/messages/1", "{'content':'x'}")
                        .at("/code")
                        .asInt())
                .isEqualTo(10008);
        discord.removeWebhook();
        assertThat(web.post(path, "{'content':'x'}").status()).isEqualTo(404);
    }
}
