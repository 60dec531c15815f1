// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.BinaryText;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder on this machine. */
public final class LocalFolder implements Folder {

    private static final Logger LOG = LoggerFactory.getLogger(LocalFolder.class);

    private static final long MOST_BYTES = 64L << 20;

    /** What a file system takes beside the text, such as for the folder that the file is in. */
    private static final long BLOCK = 4096;

    private final Path folder;

    public LocalFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public String path() {
        return folder.toString();
    }

    @Override
    public boolean exists() {
        return Files.isDirectory(folder);
    }

    @Override
    public Folder folder(String name) {
        return new LocalFolder(folder.resolve(name));
    }

    @Override
    public List<String> files() {
        return names(Files::isRegularFile);
    }

    @Override
    public List<String> folders() {
        return names(Files::isDirectory);
    }

    @Override
    public Optional<String> read(String name) {
        try {
            Path file = folder.resolve(name);
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class); // one look: it may go any moment
            if (!found.isRegularFile()) {
                throw refused("read", name, "it is not a regular file");
            }
            if (found.size() > MOST_BYTES) {
                throw tooLarge(file);
            }
            return Optional.of(new String(bytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw refused("read", name, e);
        }
    }

    /** The size that a file is said to have may be less than there is to read, as in {@code /proc}, or grow meanwhile. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream text = Files.newInputStream(file)) {
            byte[] bytes = text.readNBytes((int) MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooLarge(file);
            }
            return bytes;
        }
    }

    private static TargetException tooLarge(Path file) {
        return new TargetException(new Problem(
                "file too large",
                Where.nowhere(),
                "\"%s\" has more than %d MB, and is not read.".formatted(file, MOST_BYTES >> 20),
                "see what it is; move it away if it is not meant to be there."));
    }

    @Override
    public Optional<Instant> modified(String name) {
        try {
            return Optional.of(Files.getLastModifiedTime(folder.resolve(name)).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (!Files.exists(folder.resolve(name))) {
                return Optional.empty(); // a folder on its path is a file
            }
            throw refused("look at", name, e);
        }
    }

    @Override
    public void write(String name, String text, Access access) {
        write(name, text, temporary -> protect(temporary, access));
    }

    @Override
    public void writeLike(String name, String text, String other) {
        Path model = folder.resolve(other);
        write(name, text, temporary -> {
            if (Files.exists(model)) {
                copyAccess(model, temporary);
            } else {
                protect(temporary, Access.SHARED);
            }
        });
    }

    private interface Protection {

        void apply(Path file) throws IOException;
    }

    private void write(String name, String text, Protection protection) {
        Path temporary = folder.resolve(temporary(name));
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(temporary);
            Files.write(temporary, BinaryText.bytes(text), StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC);
            protection.apply(temporary);
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            TargetException refused = notWritten(name, text, e);
            discard(temporary);
            throw refused;
        }
    }

    @Override
    public void append(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        } catch (IOException e) {
            throw notWritten(name, text, e);
        }
    }

    @Override
    public boolean renameFolder(String from, String to) {
        try {
            Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AccessDeniedException e) {
            throw refused("rename", from, e);
        } catch (FileSystemException e) {
            return false; // there is nothing to rename, or something is in the other
        } catch (IOException e) {
            throw refused("rename", from, e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(temporary(name)));
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw refused("remove", name, e);
        }
    }

    @Override
    public boolean deleteIfEmpty() {
        boolean isEmpty = files().isEmpty() && folders().isEmpty();
        if (isEmpty && exists()) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw refused("remove", "", e);
            }
        }
        return isEmpty;
    }

    /** The same each time, so that what a process that died has left is found again. */
    private static String temporary(String name) {
        return "." + name + ".tmp";
    }

    private List<String> names(Predicate<Path> wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw refused("list", "", e);
        }
    }

    private static void copyAccess(Path from, Path to) throws IOException {
        if (!hasModes()) {
            return;
        }
        try {
            Files.setOwner(to, Files.getOwner(from));
        } catch (IOException e) {
            LOG.debug("The owner of {} stays the user who writes it.", to, e);
        }
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }

    private static boolean hasModes() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static void protect(Path file, Access access) throws IOException {
        if (!hasModes()) {
            return;
        }
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (access == Access.SHARED) {
            permissions.add(PosixFilePermission.GROUP_READ);
            permissions.add(PosixFilePermission.OTHERS_READ);
        }
        Files.setPosixFilePermissions(file, permissions);
    }

    /** What the system says of a full disk is in the language of its user, so the disk is asked as well. */
    private TargetException notWritten(String name, String text, IOException e) {
        return hasRoomFor(text)
                ? refused("write", name, e)
                : new TargetException(FolderProblems.noSpace(
                        Where.nowhere(), "write", folder.resolve(name).toString(), reason(e)));
    }

    private boolean hasRoomFor(String text) {
        try {
            return Files.getFileStore(folder).getUsableSpace() >= text.getBytes(StandardCharsets.UTF_8).length + BLOCK;
        } catch (IOException e) {
            return true; // for all that is known
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.debug("{} is left; it goes with the next write.", temporary, e);
        }
    }

    private TargetException refused(String verb, String name, IOException e) {
        return refused(verb, name, reason(e));
    }

    /** Java has words of the system for what it has no class for. */
    private static String reason(IOException e) {
        String words = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        boolean isNamed = !List.of(IOException.class, FileSystemException.class).contains(e.getClass());
        return isNamed || words == null ? e.getClass().getSimpleName() : words;
    }

    private TargetException refused(String verb, String name, String reason) {
        return new TargetException(FolderProblems.of(
                Where.nowhere(),
                verb,
                folder.resolve(name).toString(),
                reason,
                "give the user who runs this the right to write there, or name another folder."));
    }
}
