// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.find;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes an archive as GNU tar does, filled up to a multiple of 10 KiB. */
final class TarWriter {

    private static final int BLOCK = 512;
    private static final int RECORD = 20 * BLOCK;
    private static final int NAME = 100;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void file(String path, byte[] content) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= NAME) {
            entry('L', "././@LongLink".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(name, name.length + 1));
        }
        entry('0', Arrays.copyOf(name, Math.min(name.length, NAME)), content);
    }

    byte[] bytes() {
        out.writeBytes(new byte[2 * BLOCK]);
        fill(RECORD);
        return out.toByteArray();
    }

    private void entry(char type, byte[] name, byte[] content) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, "%011o\0%011o\0".formatted(content.length, 0));
        put(header, 148, "        " + type);
        put(header, 257, "ustar  \0");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.writeBytes(header);
        out.writeBytes(content);
        fill(BLOCK);
    }

    private void fill(int size) {
        out.writeBytes(new byte[(size - out.size() % size) % size]);
    }

    private static void put(byte[] header, int start, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, start, bytes.length);
    }
}
