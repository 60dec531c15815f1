// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.hostile.Table.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What definitions may say is applied for real, and read by the programs it is for: the engine, Compose, Traefik, Glance and
 * Authentik's API. Texts that no program can choke on go into one service for each payload, all others into one of their own.
 */
final class Applied {

    private static final String APPLIED = "definition, applied";
    private static final int MOST_ALONE = 4;
    private static final int MOST_TOGETHER = 26;

    /** Where any text is as good as any other. */
    private static final Set<String> CALM = Set.of(
            ".title",
            ".description",
            ".widget.group",
            ".widget.icon",
            ".widget.checkPath",
            ".containers{}.environment{}",
            ".containers{}.labels{}",
            ".containers{}.command[]",
            ".containers{}.healthcheck.command[]",
            ".traefik{}");

    private final Home home;
    private final Set<String> seen = new HashSet<>();
    private String page = "";

    Applied(Home home) {
        this.home = home;
    }

    private record Case(String service, String place, String text, String mark) {

        /** Whether it is a volume, of which Compose takes its parts apart and its paths together. */
        boolean isMount() {
            return place.endsWith(".volumes[]");
        }
    }

    void apply(Map<String, List<Payload>> accepted) {
        List<Case> calm = new ArrayList<>();
        for (int i = 0; i < home.payloads().size(); i++) {
            String folder = "calm/services/";
            calm.addAll(calm(folder, "c" + i, home.payloads().get(i), accepted));
            if ((i + 1) % MOST_TOGETHER == 0 || i + 1 == home.payloads().size()) {
                run(folder, calm);
                calm.clear();
            }
        }
        Map<String, List<Case>> sets = new TreeMap<>();
        accepted.forEach((place, payloads) -> {
            for (Payload payload :
                    payloads.subList(0, CALM.contains(place) ? 0 : Math.min(MOST_ALONE, payloads.size()))) {
                String set = "alone/services/";
                sets.computeIfAbsent(set, s -> new ArrayList<>()).add(alone(set, place, payload));
            }
        });
        sets.forEach(this::run);
    }

    /** One service with a payload wherever it may be. */
    private List<Case> calm(String folder, String name, Payload payload, Map<String, List<Payload>> accepted) {
        List<Case> cases = new ArrayList<>();
        ObjectNode document = Samples.parse(("{'name': '%1$s', 'host': 'box', 'widget': {'group': 'Media'},"
                        + "'containers': {'server': {'image': 'homelab-test/web:1', 'networkMode': 'none', 'stopGracePeriod': '1s'}},"
                        + "'routes': [{'hostname': '%1$s.home.arpa', 'url': '%2$s'}]}")
                .formatted(name, home.variable("GLANCE_URL"))
                .replace('\'', '"'));
        for (String place : CALM) {
            if (accepted.getOrDefault(place, List.of()).contains(payload)) {
                String mark = home.table().mark();
                if (!place.startsWith(".widget")) {
                    merge(document, Samples.service(name, place, 1));
                }
                Places.set(document, place, payload.at(mark));
                cases.add(new Case(name, place, payload.at(mark), mark));
            }
        }
        home.write(folder + "media/" + name + ".yaml", Home.text(document));
        return cases;
    }

    private Case alone(String folder, String place, Payload payload) {
        String mark = home.table().mark();
        String name = "r" + mark.replaceAll(".*/m(\\d+)m", "$1");
        ObjectNode document = Samples.service(name, place, port());
        ObjectNode server = (ObjectNode) document.at("/containers/server");
        if (!server.has("ports") && !server.has("networks")) {
            server.put("networkMode", "none");
        }
        Places.set(document, place, payload.at(mark));
        home.write(folder + "media/mounted.txt", "mounted");
        home.write(folder + "media/" + name + ".yaml", Home.text(document));
        return new Case(name, place, payload.at(mark), mark);
    }

    private void run(String folder, List<Case> cases) {
        String services = home.folder().resolve(folder).toString();
        String set = folder.replaceAll("/.*", "");
        ObjectNode inventory = home.inventory().deepCopy();
        inventory.put("homelab", set).put("record", "box:" + home.variable("STACKS_DIR") + "-" + set + "-record");
        ((ObjectNode) inventory.at("/targets/box")).put("root", home.variable("STACKS_DIR") + "-" + set);
        if (!set.equals("calm")) {
            ((ObjectNode) inventory.get("targets"))
                    .remove(List.of("dashboard", "site")); // the pages are those of another homelab
        }
        home.write(folder + "inventory.yaml", Home.text(inventory));
        Product.Ended ended =
                home.product().run(Home.LONG, "apply", "--json", "--patience", "5", "--services", services);
        home.table().look(APPLIED, ended);
        JsonNode report = Samples.tree(ended.out());
        Set<String> failed = new HashSet<>();
        for (JsonNode step : report.path("steps")) {
            if (!step.path("problems").isEmpty()) {
                failed.add(step.path("service").asText());
            }
        }
        for (JsonNode verdict : report.path("verdicts")) {
            if (!verdict.path("status").asText().equals("GOOD")) {
                failed.add(verdict.path("service").asText());
            }
        }
        if (report.path("steps").isEmpty() && ended.isRefused()) {
            refused(folder, cases, ended);
            return;
        }
        look();
        for (Case one : cases) {
            boolean isThere = seen.contains(one.text) || page.contains(one.text) || isMounted(one);
            if (failed.contains(one.service)) {
                home.table().count(APPLIED, Outcome.REFUSED, () -> "");
            } else {
                boolean isOtherwise = !one.isMount()
                        && seen.stream().anyMatch(text -> text.contains(one.mark) && !text.contains(one.text));
                home.table()
                        .count(
                                APPLIED,
                                isLiteral(one, services, isThere) && !isOtherwise ? Outcome.LITERAL : Outcome.CHANGED,
                                () -> one + " as "
                                        + seen.stream()
                                                .filter(text -> text.contains(one.mark))
                                                .toList() + "\n" + ended.brief());
            }
        }
    }

    /** A whole run was refused for the sake of some; the others go without them. */
    private void refused(String folder, List<Case> cases, Product.Ended ended) {
        String said = Samples.tree(ended.out()).path("problems").toString();
        List<Case> others = new ArrayList<>();
        for (Case one : cases) {
            String mark = one.mark.substring(one.mark.lastIndexOf('/') + 1);
            if (said.contains(mark) || said.matches("(?s).*\\b" + one.service + "\\b.*")) {
                home.table().count(APPLIED, Outcome.REFUSED, () -> "");
                home.remove(folder + "media/" + one.service + ".yaml");
            } else {
                others.add(one);
            }
        }
        if (others.size() == cases.size()) {
            cases.forEach(one -> home.table().count(APPLIED, Outcome.CHANGED, ended::brief));
        } else if (!others.isEmpty()) {
            run(folder, others);
        }
    }

    private boolean isMounted(Case one) {
        String path = one.text.replaceAll("/+", "/");
        return one.isMount() && seen.stream().anyMatch(text -> text.contains(path));
    }

    /** What goes to no target, such as a description, is what homelab says of it. */
    private boolean isLiteral(Case one, String services, boolean isThere) {
        if (isThere || seen.stream().anyMatch(text -> text.contains(one.text))) {
            return true;
        }
        Product.Ended shown = home.product().run(Home.LIMIT, "show", one.service, "--json", "--services", services);
        home.table().look(APPLIED, shown);
        return Yaml.strings(Samples.tree(shown.out()).path("definition").asText())
                .contains(one.text);
    }

    private void look() {
        seen.clear();
        String docker = home.variable("STACKS_DIR").replace("/stacks", "/bin/docker");
        List<String> all = List.of("sh", "-c", docker + " inspect $(" + docker + " ps -aq)");
        texts(Samples.tree(home.product()
                .process(all, home.folder(), home.env(), Home.LIMIT)
                .out()));
        String script = "for f in \"$STACKS_DIR\"*/*/compose.yaml; do " + docker
                + " compose -f \"$f\" --project-directory \"${f%/*}\" config --format json; printf '\\036'; done";
        String composed = home.product()
                .process(List.of("sh", "-c", script), home.folder(), home.env(), Home.LIMIT)
                .out();
        for (String project : composed.split("\u001e", -1)) {
            Set<String> escaped = new HashSet<>();
            strings(Samples.tree(project), escaped);
            escaped.forEach(text -> seen.add(text.replace("$$", "$")));
        }
        texts(Samples.tree(get(home.variable("TRAEFIK_API") + "/api/http/routers?per_page=1000", "")));
        texts(Samples.tree(get(home.variable("TRAEFIK_API") + "/api/http/middlewares?per_page=1000", "")));
        String authentik = home.inventory().at("/targets/sso/url").asText();
        for (String list : List.of(
                "core/applications", "providers/all", "providers/oauth2", "providers/saml", "providers/proxy")) {
            texts(Samples.tree(get(
                    authentik + "/api/v3/" + list + "/?page_size=1000&superuser_full_list=true",
                    "Bearer " + home.variable("AUTHENTIK_TOKEN"))));
        }
        page = get(home.variable("GLANCE_URL") + "/api/pages/home/content/", "")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&#43;", "+")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#x60;", "`")
                .replace("&amp;", "&");
    }

    private void texts(JsonNode tree) {
        strings(tree, seen);
        List.copyOf(seen).stream()
                .filter(text -> text.matches("(?s)\\w+=.*"))
                .forEach(text -> seen.add(text.substring(text.indexOf('=') + 1)));
    }

    static void strings(JsonNode tree, Set<String> into) {
        if (tree.isTextual()) {
            into.add(tree.textValue());
        }
        tree.fieldNames().forEachRemaining(into::add);
        tree.forEach(one -> strings(one, into));
    }

    private static String get(String url, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return HttpClient.newHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
        } catch (IOException | InterruptedException e) {
            return "";
        }
    }

    private static void merge(ObjectNode into, ObjectNode more) {
        more.properties().forEach(one -> {
            if (into.get(one.getKey()) instanceof ObjectNode there && one.getValue() instanceof ObjectNode other) {
                merge(there, other);
            } else {
                into.set(one.getKey(), one.getValue());
            }
        });
    }

    private static int port() {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
