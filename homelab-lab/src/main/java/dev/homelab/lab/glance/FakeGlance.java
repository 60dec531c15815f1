// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import dev.homelab.lab.file.FileWatch;
import dev.homelab.lab.file.FolderPicture;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A Glance that watches its folder: a valid new configuration is shown at once, an invalid one is reported and the old
 * one stays.
 */
public final class FakeGlance extends FakeServer {

    private final Path folder;
    private final FileWatch<GlanceFolder.Look> watch;
    private final AtomicInteger loads = new AtomicInteger();
    private volatile List<Page> pages = List.of();
    private volatile Optional<String> lastError = Optional.empty();

    /**
     * Reads the configuration and starts to listen.
     *
     * @param folder with {@code glance.yml}
     * @param environment the variables the configuration may use
     * @throws IllegalStateException when it is invalid: at its start, Glance exits then
     */
    public FakeGlance(Path folder, Map<String, String> environment) {
        super("glance");
        this.folder = folder;
        GlanceFolder files = new GlanceFolder(folder, environment);
        this.watch = FileWatch.start("glance", files::look, this::load);
        if (lastError.isPresent()) {
            close();
            throw new IllegalStateException(lastError.get());
        }
        start();
    }

    /** Writes a configuration as a person has one: a page Home, a widget of their own, and the line that includes. */
    public static void writeInitial(Path folder) {
        GlanceFolder.writeInitial(folder);
    }

    /** Why the files as they are now are not shown; empty when they are. */
    public Optional<String> lastError() {
        return lastError;
    }

    /** Returns how often a changed configuration was loaded since the start. */
    public int reloads() {
        return loads.get() - 1;
    }

    /** Every file of the folder by its path, with mode and content. */
    public SortedMap<String, String> snapshot() {
        return FolderPicture.of(folder, List.of(""));
    }

    @Override
    protected Answer answer(Request request) {
        String path = request.path();
        if (path.equals("/api/healthz")) {
            return Answer.empty(200);
        }
        if (path.startsWith("/api/pages/")) {
            String slug = path.substring("/api/pages/".length()).replaceFirst("/content/?$", "");
            return show(slug, PageHtml::content);
        }
        return show(path.substring(1), PageHtml::document);
    }

    @Override
    public void close() {
        watch.close();
        super.close();
    }

    /** The first page is also the one without a name. */
    private Answer show(String slug, Function<Page, String> html) {
        List<Page> now = pages;
        return now.stream()
                .filter(page -> page.slug().equals(slug) || (slug.isEmpty() && page.equals(now.get(0))))
                .findFirst()
                .map(page -> Answer.html(200, html.apply(page)))
                .orElseGet(() -> Answer.text(404, "Page not found"));
    }

    private void load(GlanceFolder.Look look) {
        try {
            pages = GlanceFolder.pages(look);
            lastError = Optional.empty();
            loads.incrementAndGet();
        } catch (InvalidConfigException e) {
            lastError = Optional.of("Config has errors: " + e.getMessage());
        }
    }
}
