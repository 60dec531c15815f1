// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.file.FolderProblems;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.BinaryText;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder on a host, by commands that every POSIX system and BusyBox have, for a host without SFTP and for files that only root
 * may touch. A file is replaced by {@code mv}, which is atomic within a folder, and only by a text that has arrived whole.
 */
final class ShellFolder implements Folder {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** How {@code env} ends if the program itself is not there. */
    private static final int NO_PROGRAM = 127;

    private static final String ABSENT = "No such file or directory";

    /** Takes the folder, the temporary file, the file, the count of bytes, and the mode or the file to be like. */
    private static final String WRITE = """
            export LC_ALL=C; mkdir -p "$1" && rm -f "$2" && set -C && umask 077 && %s\
             && test $(wc -c <"$2") -eq "$4" && %s && mv -f "$2" "$3"\
            """;

    private static final String WITH_MODE = WRITE.formatted("cat >\"$2\"", "chmod \"$5\" \"$2\"");

    /** A copy has the owner, too, where the host lets give that away. */
    private static final String LIKE_ANOTHER =
            WRITE.formatted("cp -p \"$5\" \"$2\" && chmod u+w \"$2\" && set +C && cat >\"$2\"", "true");

    /** Takes the temporary file. */
    private static final String TRIAL = "export LC_ALL=C; rm -f \"$1\" && cat >\"$1\"";

    private static final String APPEND = "export LC_ALL=C; test -f \"$1\" && cat >>\"$1\"";

    private final RemoteHost host;
    private final String path;

    ShellFolder(RemoteHost host, String path) {
        this.host = host;
        this.path = path;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public boolean exists() {
        return run("look at", path, "ls", "-d", "-L", path).isPresent();
    }

    @Override
    public Folder folder(String name) {
        return new ShellFolder(host, at(name));
    }

    @Override
    public List<String> files() {
        return list("f");
    }

    @Override
    public List<String> folders() {
        return list("d");
    }

    private List<String> list(String type) {
        return run("list", path, "find", path + "/.", "-mindepth", "1", "-maxdepth", "1", "-type", type)
                .map(found -> found.lines()
                        .map(line -> line.substring(line.lastIndexOf('/') + 1))
                        .sorted()
                        .toList())
                .orElse(List.of());
    }

    @Override
    public Optional<String> read(String name) {
        return run("read", at(name), "cat", at(name));
    }

    @Override
    public Optional<Instant> modified(String name) {
        return run("look at", at(name), "stat", "-c", "%Y", at(name))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds.strip())));
    }

    @Override
    public void write(String name, String text, Access access) {
        write(name, text, WITH_MODE, "%04o".formatted(access.mode()));
    }

    @Override
    public void writeLike(String name, String text, String other) {
        if (holds("-e", at(other))) {
            write(name, text, LIKE_ANOTHER, at(other));
        } else {
            write(name, text, Access.SHARED);
        }
    }

    private void write(String name, String text, String script, String last) {
        String temporary = at(temporary(name));
        String count = String.valueOf(BinaryText.bytes(text).length);
        CommandResult result = shell(script, text, path, temporary, at(name), count, last);
        if (!result.succeeded()) {
            host.run(List.of("rm", "-f", temporary), LIMIT);
            throw refused("write", at(name), result);
        }
    }

    /** Returns why a text cannot be written, in the words of the system; nothing if it can. Leaves the file as it is. */
    Optional<String> whyNotWritten(String name, String text) {
        CommandResult result = shell(TRIAL, text, at(temporary(name)));
        host.run(List.of("rm", "-f", at(temporary(name))), LIMIT);
        return result.succeeded() ? Optional.empty() : Optional.of(result.reason());
    }

    @Override
    public void append(String name, String text) {
        CommandResult result = shell(APPEND, text, at(name));
        if (!result.succeeded()) {
            throw refused("write", at(name), result);
        }
    }

    /**
     * {@code mv} moves a folder into one of the other name if that is there. An empty one makes room before; in any other the
     * folder is found again, and comes back.
     */
    @Override
    public boolean renameFolder(String from, String to) {
        if (!holds("-d", at(from))) {
            return false;
        }
        host.run(List.of("rmdir", at(to)), LIMIT);
        CommandResult moved = host.run(List.of("env", "LC_ALL=C", "mv", at(from), at(to)), LIMIT);
        if (!moved.succeeded()) {
            if (holds("-d", at(to))) {
                return false;
            }
            throw refused("rename", at(from), moved);
        }
        boolean isWithin = holds("-d", at(to) + "/" + from);
        if (isWithin) {
            host.run(List.of("mv", at(to) + "/" + from, at(from)), LIMIT);
        }
        return !isWithin;
    }

    @Override
    public void delete(String name) {
        run("remove", at(name), "rm", "-f", at(temporary(name)), at(name));
    }

    @Override
    public boolean deleteIfEmpty() {
        Optional<String> found = run("list", path, "find", path + "/.", "-mindepth", "1", "-maxdepth", "1");
        boolean isEmpty = found.filter(all -> !all.isEmpty()).isEmpty();
        if (isEmpty && found.isPresent()) {
            run("remove", path, "rmdir", path);
        }
        return isEmpty;
    }

    /** The same each time, so that what a process that died has left is found again. */
    private static String temporary(String name) {
        return "." + name + ".tmp";
    }

    private String at(String name) {
        return path + "/" + name;
    }

    private boolean holds(String question, String file) {
        return host.run(List.of("test", question, file), LIMIT).succeeded();
    }

    /** Returns what the command prints, or nothing if what it works on is not there. */
    private Optional<String> run(String verb, String file, String... argv) {
        List<String> words =
                Stream.concat(Stream.of("env", "LC_ALL=C"), Stream.of(argv)).toList();
        CommandResult result = host.run(words, LIMIT);
        if (result.succeeded()) {
            return Optional.of(result.output());
        }
        if (result.exit() != NO_PROGRAM && result.errors().contains(ABSENT)) {
            return Optional.of(result.output())
                    .filter(found -> !found.isEmpty()); // an entry may go while others are listed
        }
        throw refused(verb, file, result);
    }

    private CommandResult shell(String script, String input, String... words) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        argv.addAll(List.of(words));
        return host.run(argv, input, LIMIT);
    }

    private TargetException refused(String verb, String file, CommandResult result) {
        return new TargetException(FolderProblems.of(
                host.where(),
                verb,
                file,
                result.reason(),
                "give the user who signs in there the right to write in " + path + ":\n\n  sudo install -d -o USER "
                        + path));
    }
}
