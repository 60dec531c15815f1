// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a file that is imported. */
public final class ForeignText {

    /** A larger file is not read. */
    public static final int MOST_BYTES = 1 << 20;

    private ForeignText() {}

    /**
     * Returns the text of a file, without a byte order mark; nothing if the file is too large.
     *
     * @throws CharacterCodingException if it is not UTF-8
     */
    public static Optional<String> read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1); // some files say that they are empty, and never end
            if (bytes.length > MOST_BYTES) {
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        }
    }
}
