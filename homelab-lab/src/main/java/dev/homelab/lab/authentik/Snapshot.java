// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * All that can be written, as one text. Objects are named by their names, not by the keys the server gives them, so
 * that what was deleted and made again reads the same.
 */
final class Snapshot {

    private final Directory directory;
    private final Forms forms;

    Snapshot(Directory directory, AuthentikVersion version) {
        this.directory = directory;
        this.forms = new Forms(directory, version);
    }

    String text() {
        ObjectNode all = Json.object();
        ObjectNode applications = all.putObject("applications");
        sorted(directory.applications, "slug")
                .forEach(row -> applications.set(row.path("slug").asText(), application(row)));
        ObjectNode providers = all.putObject("providers");
        sorted(directory.providers, "name")
                .forEach(row -> providers.set(row.path("name").asText(), provider(row)));
        ObjectNode outposts = all.putObject("outposts");
        sorted(directory.outposts, "name")
                .forEach(row -> outposts.set(row.path("name").asText(), outpost(row)));
        return Json.pretty(all);
    }

    private ObjectNode application(ObjectNode row) {
        ObjectNode shown = forms.application().written(row);
        shown.put("provider", name(directory.providers, row.path("provider")));
        ArrayNode bindings = shown.putArray("bindings");
        directory.bindingsOf(row).stream()
                .sorted(Comparator.comparingInt(binding -> binding.path("order").asInt()))
                .forEach(binding -> bindings.add(binding(binding)));
        return shown;
    }

    private ObjectNode binding(ObjectNode row) {
        ObjectNode shown = forms.binding().written(row);
        shown.remove("target");
        return shown.put("group", name(directory.groups, row.path("group")));
    }

    private ObjectNode provider(ObjectNode row) {
        String kind = row.path("kind").asText();
        return forms.provider(kind).written(row).put("kind", kind);
    }

    private ArrayNode outpost(ObjectNode row) {
        ArrayNode names = Json.array();
        directory
                .providersOf(row)
                .map(provider -> provider.path("name").asText())
                .sorted()
                .forEach(names::add);
        return names;
    }

    private static String name(Table table, JsonNode pk) {
        return table.find(pk.asText()).map(row -> row.path("name").asText()).orElse("");
    }

    private static List<ObjectNode> sorted(Table table, String field) {
        return table.rows().stream()
                .sorted(Comparator.comparing(row -> row.path(field).asText()))
                .toList();
    }
}
