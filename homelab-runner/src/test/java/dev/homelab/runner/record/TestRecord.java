// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Run records with the key of tests. */
final class TestRecord {

    private static final RootKey KEY = new RootKey("a root key for tests that is long enough");

    private TestRecord() {}

    static SignedFolder in(Path path) {
        return in(new LocalFolder(path));
    }

    /** Lets time go by on the machine that keeps a record: all files in it get older. */
    static void pass(Path record, Duration time) {
        try (Stream<Path> files = Files.walk(record)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                Files.setLastModifiedTime(file, FileTime.from(written.minus(time)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SignedFolder in(Folder folder) {
        return new SignedFolder(folder, KEY.signing("home"), folder.path());
    }
}
