// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import dev.homelab.spi.Folder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A folder whose files are read by one pass, before they are asked for one by one. What is written or deleted through it is as it
 * will be read; what other programs change is seen by the next pass. Before the first pass it asks the folder itself. For one thread.
 */
public final class PrefetchingFolder implements Folder {

    private final Folder folder;
    private final Predicate<String> wanted;
    private Optional<Pass> last = Optional.empty();

    /** What a pass has found: the names of all files, and the texts of those that were read. */
    private record Pass(TreeSet<String> names, Map<String, String> texts) {}

    /**
     * Nothing is read yet.
     *
     * @param wanted whether a file of this name is read by a pass
     */
    public PrefetchingFolder(Folder folder, Predicate<String> wanted) {
        this.folder = folder;
        this.wanted = wanted;
    }

    /** Reads all files, and forgets what was read before. */
    public void fetch() {
        last = Optional.empty();
        List<String> names = folder.files();
        Map<String, String> texts = folder.readAll(names.stream().filter(wanted).toList());
        last = Optional.of(new Pass(new TreeSet<>(names), new TreeMap<>(texts)));
    }

    @Override
    public String path() {
        return folder.path();
    }

    @Override
    public boolean exists() {
        return folder.exists();
    }

    @Override
    public Folder folder(String name) {
        return folder.folder(name);
    }

    @Override
    public List<String> files() {
        return last.map(pass -> List.copyOf(pass.names())).orElseGet(folder::files);
    }

    @Override
    public List<String> folders() {
        return folder.folders();
    }

    @Override
    public Optional<String> read(String name) {
        return last.filter(pass -> wanted.test(name))
                .map(pass -> Optional.ofNullable(pass.texts().get(name)))
                .orElseGet(() -> folder.read(name));
    }

    @Override
    public Optional<Instant> modified(String name) {
        return folder.modified(name);
    }

    @Override
    public void write(String name, String text, Access access) {
        writeAll(List.of(new NewFile(name, text, access, Optional.empty())));
    }

    @Override
    public void writeLike(String name, String text, String other) {
        writeAll(List.of(new NewFile(name, text, Access.SHARED, Optional.of(other))));
    }

    @Override
    public void writeAll(List<NewFile> files) {
        Optional<Pass> before = last;
        last = Optional.empty(); // if it fails, nothing is known
        folder.writeAll(files);
        last = before;
        files.forEach(file -> last.ifPresent(pass -> {
            pass.names().add(file.name());
            pass.texts().put(file.name(), file.text());
        }));
    }

    @Override
    public void append(String name, String text) {
        last = Optional.empty();
        folder.append(name, text);
    }

    @Override
    public boolean renameFolder(String from, String to) {
        return folder.renameFolder(from, to);
    }

    @Override
    public void delete(String name) {
        deleteAll(List.of(name));
    }

    @Override
    public void deleteAll(Collection<String> names) {
        Optional<Pass> before = last;
        last = Optional.empty();
        folder.deleteAll(names);
        last = before;
        last.ifPresent(pass -> {
            pass.names().removeAll(names);
            pass.texts().keySet().removeAll(names);
        });
    }

    @Override
    public boolean deleteIfEmpty() {
        return folder.deleteIfEmpty();
    }
}
