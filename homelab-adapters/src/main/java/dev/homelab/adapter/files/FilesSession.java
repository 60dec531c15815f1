// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.spi.Folder;
import java.util.ArrayList;
import java.util.List;

/** The pages in one folder. Other kinds of files in it, and other folders, are not looked at. */
final class FilesSession implements OneByOneSession<WebPage> {

    /** Where pages are; the folder itself has no name. */
    private static final List<String> FOLDERS = List.of("", "hosts/", "services/");

    private final Folder folder;

    FilesSession(Folder folder) {
        this.folder = folder;
    }

    @Override
    public List<Observed<WebPage>> observe() {
        List<Observed<WebPage>> pages = new ArrayList<>();
        for (String place : FOLDERS) {
            Folder here = folder(place);
            List<String> names =
                    here.files().stream().filter(FilesSession::isPage).toList();
            here.readAll(names).forEach((name, text) -> {
                MarkedPage page = MarkedPage.parse(text);
                pages.add(new Observed<>(WebPage.of(place + name, page.body()), page.owner()));
            });
        }
        return pages;
    }

    @Override
    public void put(Observed<WebPage> picture) {
        WebPage page = picture.resource();
        String text = new MarkedPage(page.text().text(), picture.owner()).text(page.path());
        folder(page.path()).write(name(page.path()), text, Folder.Access.SHARED);
    }

    @Override
    public void remove(Observed<WebPage> picture) {
        String path = picture.key();
        folder(path).delete(name(path));
        if (path.contains("/")) {
            folder(path).deleteIfEmpty();
        }
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    private static boolean isPage(String name) {
        return name.endsWith(".html") || name.endsWith(".css");
    }

    private Folder folder(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? folder : folder.folder(path.substring(0, slash));
    }

    private static String name(String path) {
        return path.substring(path.indexOf('/') + 1);
    }
}
