// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.http.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.jspecify.annotations.Nullable;

/** Sees every change that comes over SFTP before it is made. A file written counts once, however long it is, unless it is ignored. */
final class SftpWatch implements SftpEventListener {

    private final Writes writes;
    private final Faults faults;
    private final LineFaults line;
    private final AtomicInteger requests = new AtomicInteger();

    SftpWatch(Writes writes, Faults faults, LineFaults line) {
        this.writes = writes;
        this.line = line;
        this.faults = faults;
    }

    /** How many requests came, reading ones included. */
    int requests() {
        return requests.get();
    }

    @Override
    public void received(ServerSession session, int type, int id) throws IOException {
        requests.incrementAndGet();
        if (line.dropsBefore() || faults.isDown()) {
            session.close(true);
            throw new IOException("the fake host is down");
        }
    }

    @Override
    public void opening(ServerSession session, String remoteHandle, Handle handle) throws IOException {
        if (handle instanceof FileHandle file && file.getOpenOptions().contains(StandardOpenOption.WRITE)) {
            allow(handle.getFile());
        }
    }

    /** Data for the tool's own record is asked about, too. A full disk takes the first half of it. */
    @Override
    public void writing(
            ServerSession session,
            String remoteHandle,
            FileHandle handle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLength)
            throws IOException {
        String path = handle.getFile().toString();
        boolean isAllowed = writes.allowData(path);
        if (writes.isFull(path)) {
            handle.getFileChannel().position(offset).write(ByteBuffer.wrap(data, dataOffset, dataLength / 2));
            throw new IOException("No space left on device");
        }
        if (!isAllowed) {
            throw new AccessDeniedException(path, null, "the fake host refuses to write");
        }
    }

    @Override
    public void creating(ServerSession session, Path path, Map<String, ?> attributes) throws IOException {
        allow(path);
    }

    @Override
    public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) throws IOException {
        allow(to);
    }

    @Override
    public void removing(ServerSession session, Path path, boolean isDirectory) throws IOException {
        allow(path);
    }

    @Override
    public void linking(ServerSession session, Path from, Path to, boolean symbolic) throws IOException {
        allow(to);
    }

    @Override
    public void open(ServerSession session, String remoteHandle, Handle handle) throws IOException {
        answer(session);
    }

    @Override
    public void created(ServerSession session, Path path, Map<String, ?> attributes, @Nullable Throwable thrown) {
        answer(session);
    }

    @Override
    public void moved(
            ServerSession session, Path from, Path to, Collection<CopyOption> options, @Nullable Throwable thrown) {
        answer(session);
    }

    @Override
    public void removed(ServerSession session, Path path, boolean isDirectory, @Nullable Throwable thrown) {
        answer(session);
    }

    @Override
    public void written(
            ServerSession session,
            String remoteHandle,
            FileHandle handle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLen,
            @Nullable Throwable thrown) {
        answer(session);
    }

    @Override
    public void modifiedAttributes(
            ServerSession session, Path path, Map<String, ?> attributes, @Nullable Throwable thrown) {
        answer(session);
    }

    private void answer(ServerSession session) {
        if (faults.losesAnswer() || line.dropsAfter()) {
            session.close(true);
        }
    }

    private void allow(Path path) throws IOException {
        if (!writes.allow(path.toString())) {
            throw new AccessDeniedException(path.toString(), null, "the fake host refuses to write");
        }
    }
}
