// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.FileMode;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.Request;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one SFTP channel. Each method sends a request and returns at once; the answer is waited for by the caller. So
 * requests that do not depend on each other's answers take one round trip together. A server answers requests about one handle
 * in the order in which they were sent.
 */
final class SftpRequests {

    /** What every server takes in one message. */
    static final int CHUNK = 32_768;

    private static final Logger LOG = LoggerFactory.getLogger(SftpRequests.class);

    private final SFTPEngine engine;

    /** Files that text was added to, and is likely to be again, by path. */
    private final Map<String, Appended> appended = new ConcurrentHashMap<>();

    /** How many answers were waited for one after the other. */
    private final AtomicInteger roundTrips = new AtomicInteger();

    SftpRequests(SFTPEngine engine) {
        this.engine = engine;
    }

    /** A file that is open for adding to it, and how long it is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Appended(byte[] handle, long length) {}

    /** An answer that may not have come yet. */
    final class Answer {

        private final Promise<Response, SFTPException> promise;
        private final int roundTrip = roundTrips.get() + 1;

        private Answer(Promise<Response, SFTPException> promise) {
            this.promise = promise;
        }

        private Response response() throws SFTPException {
            roundTrips.accumulateAndGet(roundTrip, Math::max);
            return promise.retrieve(engine.getTimeoutMs(), TimeUnit.MILLISECONDS);
        }

        /** Waits until it was done. */
        void done() throws SFTPException {
            response().ensureStatusPacketIsOK();
        }

        /** Waits until it was done; returns false if there is no such file. */
        boolean doneIfThere() throws SFTPException {
            try {
                done();
                return true;
            } catch (SFTPException e) {
                return SftpRequests.absent(e, false);
            }
        }

        byte[] handle() throws IOException {
            return response().ensurePacketTypeIs(PacketType.HANDLE).readBytes();
        }

        Optional<byte[]> handleIfThere() throws IOException {
            try {
                return Optional.of(handle());
            } catch (SFTPException e) {
                return SftpRequests.absent(e, Optional.empty());
            }
        }

        FileAttributes attributes() throws IOException {
            return response().ensurePacketTypeIs(PacketType.ATTRS).readFileAttributes();
        }

        Optional<FileAttributes> attributesIfThere() throws IOException {
            try {
                return Optional.of(attributes());
            } catch (SFTPException e) {
                return SftpRequests.absent(e, Optional.empty());
            }
        }

        /** Returns what was read; nothing at the end. */
        Optional<byte[]> data() throws IOException {
            Response response = response();
            if (response.getType() == PacketType.STATUS) {
                response.ensureStatusIs(StatusCode.EOF);
                return Optional.empty();
            }
            return Optional.of(response.ensurePacketTypeIs(PacketType.DATA).readBytes());
        }

        /** Adds entries of a folder to others; returns false at the end. */
        boolean addTo(List<Entry> entries) throws IOException {
            Response response = response();
            if (response.getType() == PacketType.STATUS) {
                response.ensureStatusIs(StatusCode.EOF);
                return false;
            }
            int count = response.ensurePacketTypeIs(PacketType.NAME).readUInt32AsInt();
            for (int i = 0; i < count; i++) {
                String name = response.readString();
                response.readString(); // the same for people
                entries.add(new Entry(name, response.readFileAttributes()));
            }
            return true;
        }
    }

    /** Something in a folder. */
    record Entry(String name, FileAttributes attributes) {}

    /** Returns how many answers were waited for one after the other; those to requests that were sent together count once. */
    int roundTrips() {
        return roundTrips.get();
    }

    /** Returns another answer if there is no such file, and throws in any other case. */
    static <T> T absent(SFTPException e, T answer) throws SFTPException {
        if (e.getStatusCode() == StatusCode.NO_SUCH_FILE) {
            return answer;
        }
        throw e;
    }

    /** After a channel has broken, the library fails in other ways than by the exceptions that it declares (sshj 0.40.0). */
    private Answer send(Request request) throws IOException {
        try {
            return new Answer(engine.request(request));
        } catch (RuntimeException e) {
            throw new IOException("the channel is broken", e);
        }
    }

    private Request about(PacketType type, String path) {
        return engine.newRequest(type).putString(path);
    }

    private Request about(PacketType type, byte[] handle) {
        return engine.newRequest(type).putBytes(handle);
    }

    Answer stat(String path) throws IOException {
        return send(about(PacketType.STAT, path));
    }

    Answer stat(byte[] handle) throws IOException {
        return send(about(PacketType.FSTAT, handle));
    }

    Answer open(String path, EnumSet<OpenMode> modes, FileAttributes attributes) throws IOException {
        return send(
                about(PacketType.OPEN, path).putUInt32(OpenMode.toMask(modes)).putFileAttributes(attributes));
    }

    Answer close(byte[] handle) throws IOException {
        return send(about(PacketType.CLOSE, handle));
    }

    /** Closes a file that was read, or that is given up, without waiting for it. */
    void giveUp(byte[] handle) {
        try {
            close(handle);
        } catch (IOException e) {
            LOG.debug("A file could not be closed.", e); // whatever comes next on this channel fails, too
        }
    }

    Answer setAttributes(byte[] handle, FileAttributes attributes) throws IOException {
        return send(about(PacketType.FSETSTAT, handle).putFileAttributes(attributes));
    }

    Answer read(byte[] handle, long offset) throws IOException {
        return send(about(PacketType.READ, handle).putUInt64(offset).putUInt32(CHUNK));
    }

    /** Sends a whole text, in as many requests as it takes. */
    List<Answer> write(byte[] handle, long start, byte[] bytes) throws IOException {
        List<Answer> written = new ArrayList<>();
        for (int done = 0; done < bytes.length; done += CHUNK) {
            int length = Math.min(CHUNK, bytes.length - done);
            written.add(send(about(PacketType.WRITE, handle)
                    .putUInt64(start + done)
                    .putUInt32(length)
                    .putRawBytes(bytes, done, length)));
        }
        return written;
    }

    Answer openFolder(String path) throws IOException {
        return send(about(PacketType.OPENDIR, path));
    }

    Answer readFolder(byte[] handle) throws IOException {
        return send(about(PacketType.READDIR, handle));
    }

    Answer makeFolder(String path) throws IOException {
        return send(about(PacketType.MKDIR, path).putFileAttributes(FileAttributes.EMPTY));
    }

    Answer removeFolder(String path) throws IOException {
        return send(about(PacketType.RMDIR, path));
    }

    Answer remove(String path) throws IOException {
        return send(about(PacketType.REMOVE, path));
    }

    /** Gives a file or folder the name of another, which is replaced all at once. */
    Answer rename(String from, String to) throws IOException {
        forget(to);
        if (!engine.supportsServerExtension("posix-rename", "openssh.com")) {
            throw new SFTPException("its SFTP server cannot replace files (posix-rename@openssh.com)");
        }
        return send(engine.newExtendedRequest("posix-rename@openssh.com")
                .putString(from)
                .putString(to));
    }

    /** Makes a folder and those around it. */
    void makeFolders(String path) throws IOException {
        Optional<FileAttributes> there = stat(path).attributesIfThere();
        if (there.isPresent()) {
            if (there.get().getType() != FileMode.Type.DIRECTORY) {
                throw new SFTPException("\"%s\" is not a folder".formatted(path));
            }
            return;
        }
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            makeFolders(path.substring(0, slash));
        }
        try {
            makeFolder(path).done();
        } catch (SFTPException e) {
            if (stat(path).attributesIfThere().isEmpty()) { // another program may have made it meanwhile
                throw e;
            }
        }
    }

    /**
     * Adds text to the end of a file that is there. The file stays open for the next text, which then takes one round trip.
     *
     * @throws SFTPException also if another file has its name since
     */
    void append(String path, byte[] bytes) throws IOException {
        Appended file = appended.remove(path);
        if (file == null) {
            byte[] handle =
                    open(path, EnumSet.of(OpenMode.WRITE), FileAttributes.EMPTY).handle();
            file = new Appended(handle, stat(handle).attributes().getSize());
        }
        try {
            List<Answer> written = write(file.handle(), file.length(), bytes);
            Answer named = stat(path);
            for (Answer answer : written) {
                answer.done();
            }
            long length = file.length() + bytes.length;
            if (named.attributes().getSize() != length) {
                throw new SFTPException(StatusCode.FAILURE, "another program has changed it meanwhile");
            }
            appended.put(path, new Appended(file.handle(), length));
        } catch (IOException e) {
            giveUp(file.handle());
            throw e;
        }
    }

    /**
     * Opens a file that text will be added to, in the round trip in which it gets its name.
     *
     * @param length how much is in it
     * @param named gives it that name
     */
    void openForAppending(String path, long length, Answer named) throws IOException {
        Answer opened = open(path, EnumSet.of(OpenMode.WRITE), FileAttributes.EMPTY);
        named.done();
        Optional<byte[]> handle = opened.handleIfThere(); // a server may have opened it first
        handle.ifPresent(file -> appended.put(path, new Appended(file, length)));
    }

    private void forget(String path) {
        Appended file = appended.remove(path);
        if (file != null) {
            giveUp(file.handle());
        }
    }
}
