// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.file.FolderProblems;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder on a host, over SFTP. Files are replaced by {@code posix-rename@openssh.com}, which is atomic. */
final class SftpFolder implements Folder {

    private static final Logger LOG = LoggerFactory.getLogger(SftpFolder.class);
    private static final int CHUNK = 32_768;

    private final SftpHost host;
    private final String path;

    SftpFolder(SftpHost host, String path) {
        this.host = host;
        this.path = path;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public boolean exists() {
        return call("look at", "", sftp -> sftp.statExistence(path) != null);
    }

    @Override
    public Folder folder(String name) {
        return new SftpFolder(host, at(name));
    }

    @Override
    public List<String> files() {
        return list().stream()
                .filter(RemoteResourceInfo::isRegularFile)
                .map(RemoteResourceInfo::getName)
                .sorted()
                .toList();
    }

    @Override
    public List<String> folders() {
        return list().stream()
                .filter(RemoteResourceInfo::isDirectory)
                .map(RemoteResourceInfo::getName)
                .sorted()
                .toList();
    }

    @Override
    public Optional<String> read(String name) {
        return call("read", name, sftp -> {
            try (RemoteFile file = sftp.open(at(name))) {
                long length = file.length(); // a question to the server
                if (length > LimitedOutput.MOST_BYTES) {
                    throw tooLarge(at(name));
                }
                byte[] bytes = new byte[Math.toIntExact(length)];
                int done = 0;
                for (int count = 0; count >= 0 && done < bytes.length; done += Math.max(count, 0)) {
                    count = file.read(done, bytes, done, Math.min(CHUNK, bytes.length - done));
                }
                return Optional.of(new String(bytes, 0, done, StandardCharsets.UTF_8));
            } catch (SFTPException e) {
                return absent(e, Optional.empty());
            }
        });
    }

    private TargetException tooLarge(String file) {
        return new TargetException(new Problem(
                "file too large",
                host.where(),
                "\"%s\" has more than %d MB, and is not read.".formatted(file, LimitedOutput.MOST_BYTES >> 20),
                "see what it is; move it away if it is not meant to be there."));
    }

    @Override
    public Optional<Instant> modified(String name) {
        return call(
                "look at",
                name,
                sftp -> Optional.ofNullable(sftp.statExistence(at(name)))
                        .map(file -> Instant.ofEpochSecond(file.getMtime())));
    }

    @Override
    public void write(String name, String text, Access access) {
        FileAttributes mode =
                new FileAttributes.Builder().withPermissions(access.mode()).build();
        write(name, text, sftp -> mode);
    }

    @Override
    public void writeLike(String name, String text, String other) {
        write(name, text, sftp -> {
            FileAttributes model = sftp.statExistence(at(other));
            FileAttributes.Builder like = new FileAttributes.Builder();
            return model == null
                    ? like.withPermissions(Access.SHARED.mode()).build()
                    : like.withPermissions(model.getMode().getPermissionsMask())
                            .withUIDGID(model.getUID(), model.getGID())
                            .build();
        });
    }

    private void write(String name, String text, SftpHost.SftpCall<FileAttributes> wanted) {
        String temporary = temporary(name);
        writing(name, text, sftp -> {
            sftp.mkdirs(path);
            try {
                put(sftp, temporary, text, wanted.with(sftp));
                sftp.rename(at(temporary), at(name), EnumSet.of(RenameFlags.OVERWRITE));
                return true;
            } catch (IOException e) {
                discard(sftp, temporary);
                throw e;
            }
        });
    }

    @Override
    public void append(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writing(name, text, sftp -> {
            try (RemoteFile file = sftp.open(at(name), EnumSet.of(OpenMode.WRITE))) {
                write(file, file.length(), bytes);
            }
            return true;
        });
    }

    @Override
    public boolean renameFolder(String from, String to) {
        return call("rename", from, sftp -> {
            try {
                sftp.rename(at(from), at(to), EnumSet.of(RenameFlags.OVERWRITE));
                return true;
            } catch (SFTPException e) {
                if (e.getStatusCode() == StatusCode.FAILURE) {
                    return false; // something is in the other; SFTP version 3 has no status of its own for that
                }
                return absent(e, false);
            }
        });
    }

    @Override
    public void delete(String name) {
        call("remove", name, sftp -> {
            remove(sftp, temporary(name));
            return remove(sftp, name);
        });
    }

    @Override
    public void deleteIfEmpty() {
        if (exists() && list().isEmpty()) {
            call("remove", "", sftp -> {
                sftp.rmdir(path);
                return true;
            });
        }
    }

    private void put(SFTPClient sftp, String name, String text, FileAttributes wanted) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FileAttributes attributes = new FileAttributes.Builder()
                .withPermissions(wanted.getMode().getPermissionsMask())
                .build();
        EnumSet<OpenMode> exclusive = EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL);
        try (RemoteFile file = opened(sftp, name, exclusive, attributes)) {
            write(file, 0, bytes);
        }
        give(sftp, name, wanted);
        sftp.setattr(at(name), attributes); // the mode given to open is subject to the server's umask
    }

    private void give(SFTPClient sftp, String name, FileAttributes wanted) throws IOException {
        FileAttributes is = sftp.stat(at(name));
        if (!wanted.has(FileAttributes.Flag.UIDGID)
                || (is.getUID() == wanted.getUID() && is.getGID() == wanted.getGID())) {
            return;
        }
        try {
            sftp.setattr(
                    at(name),
                    new FileAttributes.Builder()
                            .withUIDGID(wanted.getUID(), wanted.getGID())
                            .build());
        } catch (SFTPException e) {
            LOG.debug("The owner of {} stays the user who signs in.", at(name), e);
        }
    }

    /** A file that exists already is from a process that died; SFTP version 3 has no status of its own for that. */
    private RemoteFile opened(SFTPClient sftp, String name, EnumSet<OpenMode> modes, FileAttributes attributes)
            throws IOException {
        try {
            return sftp.open(at(name), modes, attributes);
        } catch (SFTPException e) {
            if (!remove(sftp, name)) {
                throw e;
            }
            return sftp.open(at(name), modes, attributes);
        }
    }

    private static void write(RemoteFile file, long start, byte[] bytes) throws IOException {
        for (int done = 0; done < bytes.length; done += CHUNK) {
            file.write(start + done, bytes, done, Math.min(CHUNK, bytes.length - done));
        }
    }

    /** Returns whether there was such a file. */
    private boolean remove(SFTPClient sftp, String name) throws IOException {
        try {
            sftp.rm(at(name));
            return true;
        } catch (SFTPException e) {
            return absent(e, false);
        }
    }

    /** The same each time, so that what a process that died has left is found again. */
    private static String temporary(String name) {
        return "." + name + ".tmp";
    }

    private void discard(SFTPClient sftp, String temporary) {
        try {
            sftp.rm(at(temporary));
        } catch (IOException e) {
            // what kept it from being written keeps it from being removed; the first failure is the one to report
        }
    }

    private List<RemoteResourceInfo> list() {
        return call("list", "", sftp -> {
            try {
                return sftp.ls(path);
            } catch (SFTPException e) {
                return absent(e, List.<RemoteResourceInfo>of());
            }
        });
    }

    private static <T> T absent(SFTPException e, T answer) throws SFTPException {
        if (e.getStatusCode() == StatusCode.NO_SUCH_FILE) {
            return answer;
        }
        throw e;
    }

    private String at(String name) {
        return path + "/" + name;
    }

    private <T> T call(String verb, String name, SftpHost.SftpCall<T> work) {
        return call(verb, name, SFTPException::getMessage, work);
    }

    /** SFTP version 3 calls a full disk a failure and nothing else, so a command of the host is asked for its words. */
    private <T> T writing(String name, String text, SftpHost.SftpCall<T> work) {
        return call("write", name, e -> isUnnamed(e) ? words(name, text, e) : e.getMessage(), work);
    }

    private static boolean isUnnamed(SFTPException e) {
        return e.getStatusCode() == StatusCode.FAILURE;
    }

    private String words(String name, String text, SFTPException failure) {
        try {
            return new ShellFolder(host, path)
                    .whyNotWritten(name, text)
                    .orElseGet(() -> String.valueOf(failure.getMessage()));
        } catch (TargetException e) {
            LOG.debug("No command runs at {}, so why {} is not written is not known.", host.where(), at(name), e);
            return String.valueOf(failure.getMessage());
        }
    }

    private <T> T call(String verb, String name, Function<SFTPException, String> reason, SftpHost.SftpCall<T> work) {
        try {
            return host.files(work);
        } catch (SFTPException e) {
            String file = name.isEmpty() ? path : at(name);
            throw new TargetException(FolderProblems.of(
                    host.where(),
                    verb,
                    file,
                    reason.apply(e),
                    "give the user who signs in there the right to write in " + path + ":\n\n  sudo install -d -o USER "
                            + path));
        }
    }
}
