// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.homelab.problem.Printable;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.attributes.methodaccess.BlacklistMethodAccessValidator;
import io.pebbletemplates.pebble.extension.escaper.EscapingStrategy;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Renders a site or a plan by the templates beside this class. Every value is escaped; nothing outside the page is referred to. */
public final class Pages {

    private static final String FOLDER = "dev/homelab/runner/site/";

    /** A picture of more is no picture that people read; then each group of services has its own. */
    private static final int MOST_IN_PICTURE = 300;

    /** What the picture on the page of a service has at most; it is there where no picture has all services. */
    private static final int MOST_AROUND = 30;

    private final PebbleEngine html = engine("page", Pages::html);
    private final PebbleEngine markdown = engine("text", Pages::markdown);

    private static PebbleEngine engine(String name, EscapingStrategy escaping) {
        ClasspathLoader loader = new ClasspathLoader(Pages.class.getClassLoader());
        loader.setPrefix(FOLDER);
        return new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .autoEscaping(true)
                .addEscapingStrategy(name, escaping)
                .defaultEscapingStrategy(name)
                .methodAccessValidator(new BlacklistMethodAccessValidator())
                .defaultLocale(Locale.ROOT)
                .newLineTrimming(true)
                .build();
    }

    /** Returns the pages of a site by their path in its folder. */
    public Map<String, String> of(Site site) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("style.css", resource("style.css"));
        Map<String, Object> all = values(site, "");
        all.put("categories", categories(site));
        pages.put("index.html", render(html, "index.html", with(all, "page", "services")));
        pages.put("hosts.html", render(html, "hosts.html", with(all, "page", "hosts")));
        addPictures(site.dependencies().connected(), all);
        pages.put("dependencies.html", render(html, "dependencies.html", with(all, "page", "dependencies")));
        pages.put("data.html", render(html, "data.html", with(all, "page", "data")));
        if (!site.runs().isEmpty()) {
            pages.put("runs.html", render(html, "runs.html", with(all, "page", "runs")));
        }
        site.drift().ifPresent(drift -> {
            all.put("plan", drift);
            pages.put("drift.html", render(html, "changes.html", with(all, "page", "drift")));
        });
        Map<String, Object> below = values(site, "../");
        site.services()
                .forEach(service -> pages.put(
                        "services/" + service.name() + ".html",
                        render(html, "service.html", ofService(service, site.dependencies(), below))));
        site.hosts()
                .forEach(host -> pages.put(
                        "hosts/" + host.name() + ".html",
                        render(html, "host.html", with(with(below, "page", "hosts"), "host", host))));
        site.runs().forEach(run -> {
            Map<String, Object> values = with(with(below, "page", "runs"), "run", run);
            values.put("plan", run.plan());
            pages.put("runs/" + run.run() + ".html", render(html, "run.html", values));
        });
        return pages;
    }

    /** One picture or, where that would be too large, one for each group of services that need each other, the largest first. */
    private static void addPictures(DependencyGraph connected, Map<String, Object> values) {
        List<DependencyGraph> wanted = new ArrayList<>(List.of(connected));
        int omitted = 0;
        if (connected.nodes().size() > MOST_IN_PICTURE) {
            wanted.clear();
            int drawn = 0;
            for (DependencyGraph part : connected.ofNeeds().parts()) {
                if (drawn + part.nodes().size() <= MOST_IN_PICTURE) {
                    drawn += part.nodes().size();
                    wanted.add(part);
                } else {
                    omitted++;
                }
            }
        }
        values.put("graph", connected);
        values.put("isWhole", connected.nodes().size() <= MOST_IN_PICTURE);
        values.put("omitted", omitted);
        values.put("pictures", wanted.stream().map(GraphPicture::of).toList());
    }

    private static Map<String, Object> ofService(
            Site.ServicePage service, DependencyGraph graph, Map<String, Object> below) {
        Map<String, Object> values = with(with(below, "page", "services"), "service", service);
        values.put("pictures", List.of());
        if (graph.connected().nodes().size() > MOST_IN_PICTURE) {
            DependencyGraph around = graph.around(service.name(), MOST_AROUND);
            if (!around.edges().isEmpty() && around.nodes().size() <= MOST_AROUND) {
                values.put("pictures", List.of(GraphPicture.of(around)));
            }
        }
        return values;
    }

    /** Returns the same as Markdown: one file per service and host, and one with all. */
    public Map<String, String> markdown(Site site) {
        Map<String, String> pages = new LinkedHashMap<>();
        Map<String, Object> all = values(site, "");
        all.put("categories", categories(site));
        pages.put("README.md", render(markdown, "index.md", all));
        site.services()
                .forEach(service -> pages.put(
                        "services/" + service.name() + ".md",
                        render(markdown, "service.md", with(all, "service", service))));
        site.hosts()
                .forEach(host -> pages.put(
                        "hosts/" + host.name() + ".md", render(markdown, "host.md", with(all, "host", host))));
        return pages;
    }

    /** Returns one page that needs no other file. */
    public String of(PlanPage plan) {
        Map<String, Object> values = new HashMap<>();
        values.put("plan", plan);
        values.put("style", resource("style.css"));
        values.put("names", Set.of());
        values.put("root", "");
        return render(html, "plan.html", values);
    }

    private static Map<String, Object> values(Site site, String root) {
        Map<String, Object> values = new HashMap<>();
        values.put("site", site);
        values.put("root", root);
        values.put(
                "names",
                new TreeSet<>(
                        site.services().stream().map(Site.ServicePage::name).toList()));
        values.put(
                "hostNames",
                new TreeSet<>(site.hosts().stream().map(Site.HostPage::name).toList()));
        String script = resource("search.js");
        values.put("script", script);
        values.put("scriptHash", hash(script));
        return values;
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return more;
    }

    /** Services by category, such as {@code Media} for the folder {@code media}. */
    private static Map<String, List<Site.ServicePage>> categories(Site site) {
        return site.services().stream()
                .collect(groupingBy(service -> title(service.category()), TreeMap::new, toList()));
    }

    private static String title(String category) {
        String words = category.replace('-', ' ').replace('_', ' ');
        return words.isEmpty() ? "Other" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String render(PebbleEngine engine, String template, Map<String, Object> values) {
        PebbleTemplate page = engine.getTemplate(template);
        StringWriter text = new StringWriter();
        try {
            page.evaluate(text, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Printable.block(text.toString());
    }

    private static String resource(String name) {
        try (InputStream stream = Pages.class.getResourceAsStream("/" + FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("The program has no " + name + ". This is a bug in homelab.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** The values of attributes stand in double quotes, in every template. */
    private static String html(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String markdown(String text) {
        String line = Printable.line(text);
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '(', ')', '#', '|', '!', '~', '$', '{', '}' ->
                    escaped.append('\\').append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
