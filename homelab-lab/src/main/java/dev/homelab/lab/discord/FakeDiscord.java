// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Discord webhook that enforces the documented limits and can rate-limit (API v10). */
public final class FakeDiscord extends FakeServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEBHOOK = "1100000000000000001";
    private static final String TOKEN = "lab-webhook-token";
    private static final String CHANNEL = "1100000000000000002";
    private static final long FIRST_MESSAGE = 1_200_000_000_000_000_001L;

    private final Map<String, Message> messages = new LinkedHashMap<>();
    private boolean removed;
    private int limitedRequests;
    private double retryAfter;

    /** Starts with one webhook and no message. */
    public FakeDiscord() {
        super("discord");
        start();
    }

    /** Returns the webhook's address, to be treated as the secret it is at Discord. */
    public URI webhook() {
        return uri().resolve("/api/webhooks/" + WEBHOOK + "/" + TOKEN);
    }

    /** Returns all messages, oldest first, as they read now. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages.values());
    }

    /** Returns the channel by message id; equal maps mean equal channels. */
    public synchronized Map<String, String> snapshot() {
        Map<String, String> channel = new LinkedHashMap<>();
        messages.forEach((id, message) -> channel.put(id, message.content()));
        return channel;
    }

    /** Answers the next {@code times} requests with 429 and asks to wait {@code seconds}. */
    public synchronized void rateLimit(int times, double seconds) {
        limitedRequests = times;
        retryAfter = seconds;
    }

    /** Deletes the webhook, as a person would in the channel's settings. */
    public synchronized void removeWebhook() {
        removed = true;
    }

    @Override
    protected synchronized Answer answer(Request request) {
        if (limitedRequests > 0) {
            limitedRequests--;
            return rateLimited();
        }
        String path = request.path().replaceFirst("^/api/v10/", "/api/");
        String own = webhook().getPath();
        if (removed || !(path + "/").startsWith(own + "/")) {
            return error(404, 10015, "Unknown Webhook");
        }
        String rest = path.substring(own.length());
        if (request.method().equals("POST") && rest.isEmpty()) {
            return post(request);
        }
        if (request.method().equals("PATCH") && rest.startsWith("/messages/")) {
            return patch(request, rest.substring("/messages/".length()));
        }
        return error(405, 0, "405: Method Not Allowed");
    }

    private Answer post(Request request) {
        Optional<ObjectNode> content = parse(request);
        if (content.isEmpty()) {
            return error(400, 50109, "The request body contains invalid JSON.");
        }
        if (isEmpty(content.get())) {
            return error(400, 50006, "Cannot send an empty message");
        }
        String id = Long.toString(FIRST_MESSAGE + messages.size());
        Message message = new Message(id, content.get(), 0);
        boolean waits = request.query("wait").orElse("").equals("true");
        return keep(message).orElseGet(() -> waits ? Answer.json(200, shown(message)) : Answer.empty(204));
    }

    private Answer patch(Request request, String id) {
        Message message = messages.get(id);
        if (message == null) {
            return error(404, 10008, "Unknown Message");
        }
        Optional<ObjectNode> change = parse(request);
        if (change.isEmpty()) {
            return error(400, 50109, "The request body contains invalid JSON.");
        }
        Message edited = message.edited(change.get());
        return keep(edited).orElseGet(() -> Answer.json(200, shown(edited)));
    }

    /** Keeps a message, or returns why Discord does not. */
    private Optional<Answer> keep(Message message) {
        ObjectNode errors = Limits.errorsOf(message.tree());
        if (!errors.isEmpty()) {
            ObjectNode body =
                    JSON.createObjectNode().put("message", "Invalid Form Body").put("code", 50035);
            body.set("errors", errors);
            return Optional.of(Answer.json(400, body.toString()));
        }
        if (!faults().allowWrite()) {
            return Optional.of(error(500, 0, "500: Internal Server Error"));
        }
        messages.put(message.id(), message);
        countWrite();
        return Optional.empty();
    }

    private Answer rateLimited() {
        ObjectNode body = JSON.createObjectNode()
                .put("message", "You are being rate limited.")
                .put("retry_after", retryAfter)
                .put("global", false);
        return Answer.json(429, body.toString())
                .with("Retry-After", Long.toString((long) Math.ceil(retryAfter)))
                .with("X-RateLimit-Limit", "5")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset-After", Double.toString(retryAfter))
                .with("X-RateLimit-Bucket", "lab");
    }

    private static String shown(Message message) {
        ObjectNode shown = JSON.createObjectNode()
                .put("id", message.id())
                .put("type", 0)
                .put("channel_id", CHANNEL)
                .put("webhook_id", WEBHOOK)
                .put("content", message.tree().path("content").asText())
                .put("pinned", false)
                .put("mention_everyone", false)
                .put("tts", false)
                .put("flags", 0)
                .put("timestamp", "2026-11-23T00:00:00.000000+00:00")
                .put("edited_timestamp", message.edits() == 0 ? null : "2026-11-23T00:00:01.000000+00:00");
        JsonNode embeds = message.tree().path("embeds");
        shown.set("embeds", shown(embeds));
        for (String empty : List.of("mentions", "mention_roles", "attachments", "components")) {
            shown.putArray(empty);
        }
        shown.putObject("author")
                .put("id", WEBHOOK)
                .put("username", message.tree().path("username").asText("Homelab"))
                .put("discriminator", "0000")
                .put("bot", true)
                .put("flags", 0)
                .put("public_flags", 0)
                .putNull("avatar")
                .putNull("global_name")
                .putNull("primary_guild");
        return shown.toString();
    }

    /** Adds what Discord says of an embed and its fields beside what was sent. */
    private static ArrayNode shown(JsonNode embeds) {
        ArrayNode shown = JSON.createArrayNode();
        for (JsonNode sent : embeds) {
            ObjectNode embed = sent.deepCopy();
            embed.put("type", "rich").path("fields").forEach(field -> {
                if (!field.has("inline")) {
                    ((ObjectNode) field).put("inline", false);
                }
            });
            shown.add(embed);
        }
        return shown;
    }

    private static boolean isEmpty(ObjectNode content) {
        return content.path("content").asText().isBlank()
                && content.path("embeds").isEmpty();
    }

    private static Optional<ObjectNode> parse(Request request) {
        try {
            return JSON.readTree(request.body()) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Answer error(int status, int code, String message) {
        return Answer.json(
                status,
                JSON.createObjectNode()
                        .put("message", message)
                        .put("code", code)
                        .toString());
    }
}
