// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** The file of a homelab's root key: in the home folder of its user, outside of every repository, and for that user alone. */
public final class KeyFile {

    private static final String FOLDER = ".config/homelab";

    private final Path home;
    private final String name;

    /** That of a homelab. */
    public KeyFile(Path home, String homelab) {
        this.home = home;
        this.name = homelab + ".key";
    }

    /** Returns how the inventory names it. */
    public String reference() {
        return "file:~/%s/%s".formatted(FOLDER, name);
    }

    /** Returns where it is. */
    public Path file() {
        return home.resolve(FOLDER).resolve(name);
    }

    /**
     * Writes it, unless it exists.
     *
     * @return whether it is new
     */
    public boolean write(Supplier<String> key) throws IOException {
        Files.createDirectories(home.resolve(FOLDER), permissions("rwx------"));
        try (SeekableByteChannel file = Files.newByteChannel(
                file(), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"))) {
            ByteBuffer text = ByteBuffer.wrap((key.get() + "\n").getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                file.write(text);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] permissions(String mode) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
