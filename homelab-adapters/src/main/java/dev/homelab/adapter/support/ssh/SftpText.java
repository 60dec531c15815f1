// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.ssh.SftpRequests.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file that is being read over SFTP. A small one, whose length need not be known for that, takes one round trip. */
final class SftpText {

    private final SftpRequests sftp;
    private final byte[] handle;
    private final Answer attributes;
    private final Answer first;
    private long length = -1;

    private SftpText(SftpRequests sftp, byte[] handle, Answer attributes, Answer first) {
        this.sftp = sftp;
        this.handle = handle;
        this.attributes = attributes;
        this.first = first;
    }

    /** Begins to read an open file. */
    static SftpText begin(SftpRequests sftp, byte[] handle) throws IOException {
        return new SftpText(sftp, handle, sftp.stat(handle), sftp.read(handle, 0));
    }

    long length() throws IOException {
        if (length < 0) {
            length = attributes.attributes().getSize();
        }
        return length;
    }

    /** Returns as much as was in it when its length was asked for. Bytes that are not UTF-8 are read as U+FFFD. */
    String text() throws IOException {
        byte[] bytes = new byte[Math.toIntExact(length())];
        List<Answer> rest = new ArrayList<>();
        for (int at = SftpRequests.CHUNK; at < bytes.length; at += SftpRequests.CHUNK) {
            rest.add(sftp.read(handle, at));
        }
        int done = put(first.data(), bytes, 0);
        int expected = SftpRequests.CHUNK;
        for (Answer answer : rest) {
            Optional<byte[]> data = answer.data();
            if (done == expected) { // otherwise a server gave less than it was asked for
                done += put(data, bytes, done);
            }
            expected += SftpRequests.CHUNK;
        }
        for (int count = 1; count > 0 && done < bytes.length; done += count) {
            count = put(sftp.read(handle, done).data(), bytes, done);
        }
        return new String(bytes, 0, done, StandardCharsets.UTF_8);
    }

    private static int put(Optional<byte[]> data, byte[] bytes, int at) {
        int count = Math.min(data.map(part -> part.length).orElse(0), bytes.length - at);
        data.ifPresent(part -> System.arraycopy(part, 0, bytes, at, count));
        return count;
    }

    /** Ends it, without waiting for that. */
    void close() {
        sftp.giveUp(handle);
    }
}
