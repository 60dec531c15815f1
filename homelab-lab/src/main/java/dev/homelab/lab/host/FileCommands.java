// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.shell.Output;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The commands of a fake host that change one file or folder, with the habits of the real ones. */
final class FileCommands {

    private static final int OCTAL = 8;

    private final Function<String, Path> host;
    private final Writes writes;
    private final Map<Path, String> owners = new ConcurrentHashMap<>();
    private volatile boolean isRoot = true;

    FileCommands(Function<String, Path> host, Writes writes) {
        this.host = host;
        this.writes = writes;
    }

    /** {@code rm -f FILE}, for which a file that is not there is no failure. */
    Output remove(String path) throws IOException {
        Path file = host.apply(path);
        if (!Files.exists(file)) {
            return Output.SILENT;
        }
        if (Files.isDirectory(file)) {
            return Output.failure(1, "rm: cannot remove '" + path + "': Is a directory");
        }
        if (!writes.allow(path)) {
            return denied("rm: cannot remove", path);
        }
        Files.delete(file);
        return Output.SILENT;
    }

    /** {@code cp -p FROM TO}, or {@code cp -Rp FROM TO} with folders, which copies into a folder that is there. */
    Output copy(List<String> rest) throws IOException {
        if (rest.get(0).equals("-Rp")) {
            return copyAll(rest.get(1), rest.get(2));
        }
        String to = rest.get(2);
        if (!writes.allow(to)) {
            return denied("cp: cannot create regular file", to);
        }
        if (writes.isFull(to)) {
            return Output.failure(
                    1, "cp: error copying '" + rest.get(1) + "' to '" + to + "': No space left on device");
        }
        Files.copy(host.apply(rest.get(1)), host.apply(to), StandardCopyOption.COPY_ATTRIBUTES);
        return Output.SILENT;
    }

    private Output copyAll(String from, String to) throws IOException {
        if (!writes.allow(to)) {
            return denied("cp: cannot create", to);
        }
        Path source = host.apply(from);
        if (!Files.exists(source)) {
            return Output.failure(1, "cp: cannot stat '" + from + "': No such file or directory");
        }
        Path goal = host.apply(to);
        Path top = Files.isDirectory(goal) ? goal.resolve(String.valueOf(source.getFileName())) : goal;
        try (Stream<Path> all = Files.walk(source)) {
            for (Path one : all.toList()) {
                Path copy = top.resolve(source.relativize(one).toString());
                Files.copy(one, copy, StandardCopyOption.COPY_ATTRIBUTES);
                Optional.ofNullable(owners.get(one)).ifPresent(owner -> owners.put(copy, owner));
            }
        }
        return Output.SILENT;
    }

    /** {@code mv [-f] FROM TO}, which moves into a folder that is there. */
    Output move(List<String> rest) throws IOException {
        String from = rest.get(rest.size() - 2);
        String to = rest.get(rest.size() - 1);
        Path source = host.apply(from);
        Path goal = Files.isDirectory(host.apply(to))
                ? host.apply(to).resolve(String.valueOf(source.getFileName()))
                : host.apply(to);
        if (!writes.allow(to)) {
            return denied("mv: cannot move '" + from + "' to", to);
        }
        try {
            Files.move(source, goal, StandardCopyOption.ATOMIC_MOVE);
            return Output.SILENT;
        } catch (NoSuchFileException e) {
            return Output.failure(1, "mv: cannot stat '" + from + "': No such file or directory");
        } catch (IOException e) {
            return Output.failure(1, "mv: cannot move '" + from + "' to '" + to + "': Directory not empty");
        }
    }

    /** {@code chmod MODE FILE...} with an octal mode or {@code u+w}. */
    Output chmod(List<String> rest) throws IOException {
        for (String path : rest.subList(1, rest.size())) {
            if (!Files.exists(host.apply(path))) {
                return Output.failure(1, "chmod: cannot access '" + path + "': No such file or directory");
            }
            chmod(rest.get(0), host.apply(path));
        }
        return Output.SILENT;
    }

    /** {@code chown USER[:GROUP] FILE...}, which only root may do for another user. */
    Output chown(List<String> rest) {
        if (rest.get(0).equals("-R")) {
            return chownAll(rest.get(1), rest.get(2));
        }
        for (String path : rest.subList(1, rest.size())) {
            if (!Files.exists(host.apply(path))) {
                return Output.failure(1, "chown: cannot access '" + path + "': No such file or directory");
            }
            if (!isRoot || !writes.allow(path)) {
                return Output.failure(1, "chown: changing ownership of '" + path + "': Operation not permitted");
            }
            owners.put(host.apply(path), rest.get(0));
        }
        return Output.SILENT;
    }

    private Output chownAll(String owner, String path) {
        if (!isRoot || !writes.allow(path)) {
            return Output.failure(1, "chown: changing ownership of '" + path + "': Operation not permitted");
        }
        try (Stream<Path> all = Files.walk(host.apply(path))) {
            all.forEach(one -> owners.put(one, owner));
        } catch (IOException e) {
            return Output.failure(1, "chown: cannot access '" + path + "': No such file or directory");
        }
        return Output.SILENT;
    }

    /** Returns whom a file was given to, or nothing. */
    Optional<String> owner(String path) {
        return Optional.ofNullable(owners.get(host.apply(path)));
    }

    /** From now on who signs in may give no file away. */
    void signInWithoutRoot() {
        isRoot = false;
    }

    private static void chmod(String wanted, Path file) throws IOException {
        Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
        if (wanted.equals("u+w")) {
            mode.addAll(Files.getPosixFilePermissions(file));
            mode.add(PosixFilePermission.OWNER_WRITE);
        } else {
            mode.addAll(PosixFilePermissions.fromString(letters(Integer.parseInt(wanted, OCTAL))));
        }
        Files.setPosixFilePermissions(file, mode);
    }

    /** {@code rmdir FOLDER}. */
    Output removeFolder(List<String> rest) throws IOException {
        String path = rest.get(0);
        if (!Files.isDirectory(host.apply(path))) {
            return Output.failure(1, "rmdir: failed to remove '" + path + "': No such file or directory");
        }
        if (!writes.allow(path)) {
            return denied("rmdir: failed to remove", path);
        }
        try {
            Files.delete(host.apply(path));
            return Output.SILENT;
        } catch (DirectoryNotEmptyException e) {
            return Output.failure(1, "rmdir: failed to remove '" + path + "': Directory not empty");
        }
    }

    private static String letters(int mode) {
        StringBuilder letters = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            letters.append((mode >> bit & 1) == 1 ? "xwr".charAt(bit % 3) : '-');
        }
        return letters.toString();
    }

    private static Output denied(String what, String path) {
        return Output.failure(1, what + " '" + path + "': Permission denied");
    }
}
