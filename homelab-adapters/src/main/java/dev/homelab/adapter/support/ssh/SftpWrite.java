// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.Objects.requireNonNull;

import dev.homelab.adapter.support.ssh.SftpRequests.Answer;
import dev.homelab.spi.BinaryText;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.Folder.NewFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is being written over SFTP, under a temporary name: begun, filled, and finished, each of which waits for the one before. */
final class SftpWrite {

    private static final Logger LOG = LoggerFactory.getLogger(SftpWrite.class);

    private final SftpRequests sftp;
    private final String folder;
    private final String path;
    private final NewFile file;
    private final Answer opened;
    private final Optional<Answer> model;
    private final List<Answer> filled = new ArrayList<>();
    private @Nullable Answer owner;
    private @Nullable Answer attributes;
    private byte @Nullable [] open;

    private SftpWrite(
            SftpRequests sftp, String folder, String path, NewFile file, Answer opened, Optional<Answer> model) {
        this.sftp = sftp;
        this.folder = folder;
        this.path = path;
        this.file = file;
        this.opened = opened;
        this.model = model;
    }

    /**
     * Asks for a file to be opened.
     *
     * @param temporary the name under which it is written
     */
    static SftpWrite begin(SftpRequests sftp, String folder, String temporary, NewFile file) throws IOException {
        String path = folder + "/" + temporary;
        Answer opened = open(sftp, path, file.access());
        Optional<Answer> model = file.like().isPresent()
                ? Optional.of(sftp.stat(folder + "/" + file.like().get()))
                : Optional.empty();
        return new SftpWrite(sftp, folder, path, file, opened, model);
    }

    NewFile file() {
        return file;
    }

    /** Sends what is to be in it. */
    void fill() throws IOException {
        fill(opened(), false);
    }

    /** Sends what is to be in it, unless there is a file of that name. */
    void fillNew() throws IOException {
        fill(opened.handle(), true);
    }

    private void fill(byte[] handle, boolean isNew) throws IOException {
        open = handle;
        Optional<FileAttributes> like = model.isPresent() ? model.get().attributesIfThere() : Optional.empty();
        if (like.isPresent()) {
            owner = sftp.setAttributes(
                    handle,
                    new FileAttributes.Builder()
                            .withUIDGID(like.get().getUID(), like.get().getGID())
                            .build());
        }
        int mode = like.map(other -> other.getMode().getPermissionsMask())
                .orElse(file.access().mode());
        filled.add(
                sftp.setAttributes(handle, withMode(mode))); // the mode given to open is subject to the server's umask
        filled.addAll(sftp.write(handle, 0, BinaryText.bytes(file.text())));
        attributes = isNew ? sftp.stat(handle) : null;
        filled.add(sftp.close(handle));
        open = null;
    }

    /** Waits until all of it is there. */
    void finish() throws IOException {
        if (owner != null) {
            giveAway(owner);
        }
        for (Answer answer : filled) {
            answer.done();
        }
    }

    /** Returns when a new one was written, in seconds. */
    long modified() throws IOException {
        return requireNonNull(attributes).attributes().getMtime();
    }

    private void giveAway(Answer answer) {
        try {
            answer.done();
        } catch (SFTPException e) {
            LOG.debug("The owner of {} stays the user who signs in.", path, e);
        }
    }

    /** Gives up a file that was begun. */
    void close() {
        if (open != null) {
            sftp.giveUp(open);
        }
    }

    /** A file that exists already is from a process that died; SFTP version 3 has no status of its own for that. */
    private byte[] opened() throws IOException {
        try {
            return opened.handle();
        } catch (SFTPException e) {
            if (e.getStatusCode() == StatusCode.NO_SUCH_FILE) {
                return openedInNewFolder();
            }
            if (!sftp.remove(path).doneIfThere()) {
                throw e;
            }
            return open(sftp, path, file.access()).handle();
        }
    }

    private byte[] openedInNewFolder() throws IOException {
        sftp.makeFolder(folder); // fails if there are others to be made before, and then so does the next
        Optional<byte[]> handle = open(sftp, path, file.access()).handleIfThere();
        if (handle.isPresent()) {
            return handle.get();
        }
        sftp.makeFolders(folder);
        return open(sftp, path, file.access()).handle();
    }

    private static Answer open(SftpRequests sftp, String path, Access access) throws IOException {
        return sftp.open(path, EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL), withMode(access.mode()));
    }

    private static FileAttributes withMode(int mode) {
        return new FileAttributes.Builder().withPermissions(mode).build();
    }
}
