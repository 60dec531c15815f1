// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files in archives as {@code tar -c} writes them, several archives in a row if there are. Paths longer than a header
 * are read as GNU and POSIX write them; what is no file is passed over.
 *
 * <pre>
 * header (512 bytes)   name 0-99, size 124-135, type 156, link 157-256, magic 257-262, prefix 345-499
 * content              filled up with zeros to a multiple of 512
 * end of an archive    two blocks of zeros or more
 * </pre>
 */
public final class TarArchive {

    private static final int BLOCK = 512;
    private static final String PATH = "path";
    private static final String LINK = "linkpath";

    private final ByteBuffer rest;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** What was said ahead of the next header and holds instead of it. */
    private final Map<String, String> ahead = new HashMap<>();

    private TarArchive(byte[] archives) {
        this.rest = ByteBuffer.wrap(archives);
    }

    /**
     * Returns the contents of all files, by their paths without a slash in front.
     *
     * @throws IllegalArgumentException if these are no archives, or not whole
     */
    public static Map<String, byte[]> files(byte[] archives) {
        TarArchive archive = new TarArchive(archives);
        archive.read();
        return archive.files;
    }

    private void read() {
        boolean hasEnded = true;
        while (rest.hasRemaining()) {
            byte[] header = take(BLOCK);
            hasEnded = isEmpty(header);
            if (!hasEnded) {
                entry(header);
            }
        }
        if (!hasEnded) {
            throw cutOff();
        }
    }

    private void entry(byte[] header) {
        int size = size(header);
        if (size < 0) {
            throw new IllegalArgumentException("the archive has a file of less than nothing");
        }
        byte[] content = take(size);
        take((BLOCK - size % BLOCK) % BLOCK);
        switch (header[156]) {
            case 'L' -> ahead.put(PATH, text(content, 0, size));
            case 'K' -> ahead.put(LINK, text(content, 0, size));
            case 'x' -> records(new String(content, StandardCharsets.UTF_8));
            case '0', 0 -> put(header, content);
            case '1' -> put(header, linked(header));
            default -> ahead.clear();
        }
    }

    private void put(byte[] header, byte[] content) {
        String path = Optional.ofNullable(ahead.get(PATH)).orElseGet(() -> prefix(header) + text(header, 0, 100));
        files.put(relative(path), content);
        ahead.clear();
    }

    /** A file that is in the archive already, under another name. */
    private byte[] linked(byte[] header) {
        String link = Optional.ofNullable(ahead.get(LINK)).orElseGet(() -> text(header, 157, 100));
        byte[] content = files.get(relative(link));
        if (content == null) {
            throw new IllegalArgumentException("the archive has a link to a file it has not");
        }
        return content;
    }

    /** Lines such as {@code 18 path=a/long/path}, each with its length in front. */
    private void records(String text) {
        text.lines()
                .map(line -> line.substring(line.indexOf(' ') + 1).split("=", 2))
                .filter(record -> record.length == 2)
                .forEach(record -> ahead.put(record[0], record[1]));
    }

    /** GNU has times where POSIX has the beginning of a long path. */
    private static String prefix(byte[] header) {
        String prefix = text(header, 257, 6).equals("ustar") ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    private int size(byte[] header) {
        try {
            return Integer.parseInt(Optional.ofNullable(ahead.get("size"))
                    .orElseGet(() -> Integer.toString(
                            Integer.parseInt(text(header, 124, 12).strip(), 8))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("this is no archive, or one of very large files", e);
        }
    }

    private byte[] take(int count) {
        if (rest.remaining() < count) {
            throw cutOff();
        }
        byte[] bytes = new byte[count];
        rest.get(bytes);
        return bytes;
    }

    private static boolean isEmpty(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static String relative(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /** The text of a field, which ends with its first zero. */
    private static String text(byte[] bytes, int start, int length) {
        int end = start;
        while (end < start + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException cutOff() {
        return new IllegalArgumentException("the archive is cut off");
    }
}
