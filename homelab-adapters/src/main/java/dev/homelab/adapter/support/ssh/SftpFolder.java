// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.Objects.requireNonNullElse;

import dev.homelab.adapter.support.file.FolderProblems;
import dev.homelab.adapter.support.ssh.SftpRequests.Answer;
import dev.homelab.adapter.support.ssh.SftpRequests.Entry;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.FileMode;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder on a host, over SFTP. Files are replaced by {@code posix-rename@openssh.com}, which is atomic. */
final class SftpFolder implements Folder {

    private static final Logger LOG = LoggerFactory.getLogger(SftpFolder.class);
    private static final int MOST_OPEN = 50;

    private final SftpHost host;
    private final String path;

    SftpFolder(SftpHost host, String path) {
        this.host = host;
        this.path = path;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public boolean exists() {
        return call("look at", "", sftp -> sftp.stat(path).attributesIfThere().isPresent());
    }

    @Override
    public Folder folder(String name) {
        return new SftpFolder(host, at(name));
    }

    @Override
    public List<String> files() {
        return list(FileMode.Type.REGULAR);
    }

    @Override
    public List<String> folders() {
        return list(FileMode.Type.DIRECTORY);
    }

    @Override
    public Optional<String> read(String name) {
        return Optional.ofNullable(readAll(List.of(name)).get(name));
    }

    @Override
    public Map<String, String> readAll(Collection<String> names) {
        Map<String, String> texts = new TreeMap<>();
        for (List<String> some : inParts(List.copyOf(names))) {
            AtomicReference<String> current = new AtomicReference<>(some.get(0));
            texts.putAll(call("read", current::get, SftpFolder::message, sftp -> read(sftp, some, current::set)));
        }
        return texts;
    }

    private Map<String, String> read(SftpRequests sftp, List<String> names, Consumer<String> current)
            throws IOException {
        Map<String, Answer> opened = new LinkedHashMap<>();
        for (String name : names) {
            opened.put(name, sftp.open(at(name), EnumSet.of(OpenMode.READ), FileAttributes.EMPTY));
        }
        Map<String, SftpText> files = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Answer> each : opened.entrySet()) {
                current.accept(each.getKey());
                Optional<byte[]> handle = each.getValue().handleIfThere();
                if (handle.isPresent()) {
                    files.put(each.getKey(), SftpText.begin(sftp, handle.get()));
                }
            }
            Map<String, String> texts = new TreeMap<>();
            for (Map.Entry<String, SftpText> each : files.entrySet()) {
                current.accept(each.getKey());
                if (each.getValue().length() > LimitedOutput.MOST_BYTES) {
                    throw tooLarge(at(each.getKey()));
                }
                texts.put(each.getKey(), each.getValue().text());
            }
            return texts;
        } finally {
            files.values().forEach(SftpText::close);
        }
    }

    private TargetException tooLarge(String file) {
        return new TargetException(new Problem(
                "file too large",
                host.where(),
                "\"%s\" has more than %d MB, and is not read.".formatted(file, LimitedOutput.MOST_BYTES >> 20),
                "see what it is; move it away if it is not meant to be there."));
    }

    @Override
    public Optional<Instant> modified(String name) {
        return call(
                "look at",
                name,
                sftp -> sftp.stat(at(name)).attributesIfThere().map(file -> Instant.ofEpochSecond(file.getMtime())));
    }

    @Override
    public void write(String name, String text, Access access) {
        writeAll(List.of(new NewFile(name, text, access, Optional.empty())));
    }

    @Override
    public void writeLike(String name, String text, String other) {
        writeAll(List.of(new NewFile(name, text, Access.SHARED, Optional.of(other))));
    }

    /** Takes three round trips for all of them: one opens them, one fills them, one gives them their names. */
    @Override
    public void writeAll(List<NewFile> files) {
        for (List<NewFile> some : inParts(files)) {
            NewFile[] current = {some.get(0)};
            call("write", () -> current[0].name(), e -> reason(current[0], e), sftp -> {
                List<SftpWrite> writes = new ArrayList<>();
                try {
                    for (NewFile file : some) {
                        current[0] = file;
                        writes.add(SftpWrite.begin(sftp, path, temporary(file.name()), file));
                    }
                    for (SftpWrite write : writes) {
                        current[0] = write.file();
                        write.fill();
                    }
                    for (SftpWrite write : writes) {
                        current[0] = write.file();
                        write.finish();
                    }
                    rename(sftp, some, file -> current[0] = file);
                    return true;
                } catch (IOException e) {
                    writes.forEach(write -> discard(sftp, write));
                    throw e;
                }
            });
        }
    }

    private void rename(SftpRequests sftp, List<NewFile> files, Consumer<NewFile> current) throws IOException {
        Map<NewFile, Answer> renamed = new LinkedHashMap<>();
        for (NewFile file : files) {
            renamed.put(file, sftp.rename(at(temporary(file.name())), at(file.name())));
        }
        for (Map.Entry<NewFile, Answer> each : renamed.entrySet()) {
            current.accept(each.getKey());
            each.getValue().done();
        }
    }

    @Override
    public Draft draft(String name, String text, Access access) {
        return SftpDraft.begin(host, this, new NewFile(name, text, access, Optional.empty()), temporary(name));
    }

    /** Takes two round trips. What this cannot do, such as in a folder that is not there, is left to a write. */
    @Override
    public Optional<Instant> writeInNewFolder(String folder, String name, String text, Access access) {
        try {
            return Optional.of(host.files(sftp -> {
                sftp.makeFolder(at(folder)); // the next shows whether it is there
                SftpWrite write =
                        SftpWrite.begin(sftp, at(folder), name, new NewFile(name, text, access, Optional.empty()));
                write.fillNew();
                write.finish();
                return Instant.ofEpochSecond(write.modified());
            }));
        } catch (SFTPException e) {
            LOG.debug("{} could not be written in a new folder.", name, e);
            folder(folder).write(name, text, access);
            return folder(folder).modified(name);
        }
    }

    @Override
    public void append(String name, String text) {
        NewFile file = new NewFile(name, text, Access.PRIVATE, Optional.empty());
        call("write", () -> name, e -> reason(file, e), sftp -> {
            sftp.append(at(name), text.getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    @Override
    public boolean renameFolder(String from, String to) {
        return call("rename", from, sftp -> {
            try {
                sftp.rename(at(from), at(to)).done();
                return true;
            } catch (SFTPException e) {
                if (e.getStatusCode() == StatusCode.FAILURE) {
                    return false; // something is in the other; SFTP version 3 has no status of its own for that
                }
                return SftpRequests.absent(e, false);
            }
        });
    }

    @Override
    public void delete(String name) {
        deleteAll(List.of(name));
    }

    @Override
    public void deleteAll(Collection<String> names) {
        for (List<String> some : inParts(List.copyOf(names))) {
            AtomicReference<String> current = new AtomicReference<>(some.get(0));
            call("remove", current::get, SftpFolder::message, sftp -> {
                Map<String, List<Answer>> removed = new LinkedHashMap<>();
                for (String name : some) {
                    removed.put(name, List.of(sftp.remove(at(temporary(name))), sftp.remove(at(name))));
                }
                for (Map.Entry<String, List<Answer>> each : removed.entrySet()) {
                    current.set(each.getKey());
                    for (Answer answer : each.getValue()) {
                        answer.doneIfThere();
                    }
                }
                return true;
            });
        }
    }

    @Override
    public boolean deleteIfEmpty() {
        try {
            return host.files(sftp -> {
                sftp.removeFolder(path).doneIfThere();
                return true;
            });
        } catch (SFTPException e) {
            boolean isEmpty = list().isEmpty();
            if (isEmpty && exists()) {
                throw failed("remove", path, message(e));
            }
            return isEmpty;
        }
    }

    /** Takes one round trip if nothing else is in it. */
    @Override
    public boolean deleteWith(Collection<String> names) {
        try {
            return host.files(sftp -> {
                List<Answer> removed = new ArrayList<>();
                for (String name : names) {
                    removed.add(sftp.remove(at(temporary(name))));
                    removed.add(sftp.remove(at(name)));
                }
                Answer folder = sftp.removeFolder(path);
                for (Answer answer : removed) {
                    answer.doneIfThere();
                }
                folder.doneIfThere();
                return true;
            });
        } catch (SFTPException e) {
            LOG.debug("{} could not be removed at once.", path, e);
            deleteAll(names);
            return deleteIfEmpty();
        }
    }

    /** The same each time, so that what a process that died has left is found again. */
    private static String temporary(String name) {
        return "." + name + ".tmp";
    }

    private void discard(SftpRequests sftp, SftpWrite write) {
        try {
            write.close();
            sftp.remove(at(temporary(write.file().name()))).done();
        } catch (IOException e) {
            // what kept it from being written keeps it from being removed; the first failure is the one to report
        }
    }

    private List<String> list(FileMode.Type type) {
        return list().stream()
                .filter(entry -> entry.attributes().getType() == type)
                .map(Entry::name)
                .sorted()
                .toList();
    }

    private List<Entry> list() {
        return call("list", "", sftp -> {
            List<Entry> entries = new ArrayList<>();
            Optional<byte[]> folder = sftp.openFolder(path).handleIfThere();
            if (folder.isPresent()) {
                Answer first = sftp.readFolder(folder.get());
                Answer next = sftp.readFolder(folder.get()); // which says that this was all, but for large folders
                boolean more = first.addTo(entries) && next.addTo(entries);
                while (more) {
                    more = sftp.readFolder(folder.get()).addTo(entries);
                }
                sftp.giveUp(folder.get());
            }
            entries.removeIf(entry -> entry.name().equals(".") || entry.name().equals(".."));
            return entries;
        });
    }

    private String at(String name) {
        return path + "/" + name;
    }

    private static String message(SFTPException e) {
        return requireNonNullElse(e.getMessage(), "no reason given");
    }

    private <T> T call(String verb, String name, SftpHost.SftpCall<T> work) {
        return call(verb, () -> name, SftpFolder::message, work);
    }

    /** SFTP version 3 calls a full disk a failure and nothing else, so a command of the host is asked for its words. */
    private String reason(NewFile file, SFTPException e) {
        return isUnnamed(e) ? words(file.name(), file.text(), e) : message(e);
    }

    private static boolean isUnnamed(SFTPException e) {
        return e.getStatusCode() == StatusCode.FAILURE;
    }

    private String words(String name, String text, SFTPException failure) {
        try {
            return new ShellFolder(host, path)
                    .whyNotWritten(name, text)
                    .orElseGet(() -> String.valueOf(failure.getMessage()));
        } catch (TargetException e) {
            LOG.debug("No command runs at {}, so why {} is not written is not known.", host.where(), at(name), e);
            return String.valueOf(failure.getMessage());
        }
    }

    private <T> T call(
            String verb, Supplier<String> name, Function<SFTPException, String> reason, SftpHost.SftpCall<T> work) {
        try {
            return host.files(work);
        } catch (SFTPException e) {
            throw failed(verb, name.get().isEmpty() ? path : at(name.get()), reason.apply(e));
        }
    }

    private TargetException failed(String verb, String file, String reason) {
        return new TargetException(FolderProblems.of(
                host.where(),
                verb,
                file,
                reason,
                "give the user who signs in there the right to write in " + path + ":\n\n  sudo install -d -o USER "
                        + path));
    }

    /** A server has room for so many open files. */
    private static <T> List<List<T>> inParts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_OPEN) {
            parts.add(all.subList(from, Math.min(from + MOST_OPEN, all.size())));
        }
        return parts;
    }
}
