// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A text, compressed: pages are long, and the run record keeps those that each run has changed. */
public final class PackedText {

    private final byte[] packed;

    private PackedText(byte[] packed) {
        this.packed = packed;
    }

    /** Returns a text compressed. */
    static PackedText of(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PackedText(packed.toByteArray());
    }

    /** Reads what {@link #base64} wrote. */
    @JsonCreator
    static PackedText ofBase64(String text) {
        return new PackedText(Base64.getDecoder().decode(text));
    }

    /** Returns it as one line. */
    @JsonValue
    String base64() {
        return Base64.getEncoder().encodeToString(packed);
    }

    /** Returns the text. */
    public String text() {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
