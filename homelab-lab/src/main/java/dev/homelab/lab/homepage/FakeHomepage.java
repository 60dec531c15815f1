// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.homepage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.lab.file.FolderPicture;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A Homepage that reads its folder at every request. A file that it cannot take is no error to it: it shows no service at all.
 */
public final class FakeHomepage extends FakeServer {

    private static final String ALLOWED_HOSTS = "HOMEPAGE_ALLOWED_HOSTS";

    private final Path folder;
    private final ServicesFolder files;
    private final String allowedHosts;

    /**
     * Starts to listen.
     *
     * @param folder with {@code services.yaml}, which is made when it is missing
     * @param environment the variables that the file may name, and {@code HOMEPAGE_ALLOWED_HOSTS}
     */
    public FakeHomepage(Path folder, Map<String, String> environment) {
        super("homepage");
        this.folder = folder;
        this.files = new ServicesFolder(folder, environment);
        this.allowedHosts = environment.getOrDefault(ALLOWED_HOSTS, "");
        start();
    }

    /** Writes a file as a person has one: a group of their own with comments. */
    public static void writeInitial(Path folder) {
        ServicesFolder.writeInitial(folder);
    }

    /** Why no service is shown; empty when the file is taken. */
    public Optional<String> lastError() {
        try {
            files.groups();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the names of all groups and services that it shows. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        addNames(groups(), names);
        return names;
    }

    private static void addNames(JsonNode groups, List<String> names) {
        for (JsonNode group : groups) {
            names.add(group.path("name").asText());
            group.path("services")
                    .forEach(service -> names.add(service.path("name").asText()));
            addNames(group.path("groups"), names);
        }
    }

    /** Every file of the folder by its path, with mode and content. */
    public SortedMap<String, String> snapshot() {
        return FolderPicture.of(folder, List.of(""));
    }

    @Override
    protected Answer answer(Request request) {
        String path = request.path();
        if (path.startsWith("/api/") && !isAllowed(request.header("Host").orElse(""))) {
            return Answer.json(400, "{\"error\":\"Host validation failed. See logs for more details.\"}");
        }
        return switch (path) {
            case "/" -> Answer.html(200, page(groups()));
            case "/api/services" -> Answer.json(200, groups().toString());
            case "/api/healthcheck" -> Answer.text(200, "up");
            case "/api/hash" ->
                Answer.json(200, "{\"hash\":\"%08x\"}".formatted(files.text().hashCode()));
            case "/api/validate" -> Answer.json(200, validation());
            default -> Answer.html(404, "<h1>404</h1>");
        };
    }

    /** Its own address is always allowed, as {@code localhost} is with the port that it listens at. */
    private boolean isAllowed(String host) {
        return allowedHosts.equals("*")
                || host.equals("localhost:" + port())
                || host.equals("127.0.0.1:" + port())
                || Arrays.asList(allowedHosts.split(",")).contains(host);
    }

    private ArrayNode groups() {
        try {
            return files.groups();
        } catch (IllegalArgumentException e) {
            return JsonNodeFactory.instance.arrayNode();
        }
    }

    private String validation() {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        lastError().ifPresent(error -> errors.addObject().put("reason", error).put("config", ServicesFolder.MAIN));
        return errors.toString();
    }

    private static String page(JsonNode groups) {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html><head><title>Homepage</title></head>\n<body>\n");
        add(groups, html);
        return html.append("</body></html>\n").toString();
    }

    private static void add(JsonNode groups, StringBuilder html) {
        for (JsonNode group : groups) {
            html.append("<section class=\"services-group\">\n<h2>")
                    .append(escaped(group.path("name").asText()))
                    .append("</h2>\n");
            for (JsonNode service : group.path("services")) {
                html.append("<a href=\"")
                        .append(escaped(service.path("href").asText()))
                        .append("\">")
                        .append(escaped(service.path("name").asText()))
                        .append("</a>\n");
                if (service.has("description")) {
                    html.append("<p>")
                            .append(escaped(service.path("description").asText()))
                            .append("</p>\n");
                }
            }
            add(group.path("groups"), html);
            html.append("</section>\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
