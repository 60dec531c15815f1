// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.spi.BinaryText;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.NewFile;
import java.util.concurrent.CompletableFuture;
import net.schmizz.sshj.sftp.SFTPException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is written over SFTP under a temporary name while other requests are made. Whatever keeps it from that, such as a
 * temporary file of another writer, which is not removed, leaves all of it to a write.
 */
final class SftpDraft implements Folder.Draft {

    private static final Logger LOG = LoggerFactory.getLogger(SftpDraft.class);

    private final SftpHost host;
    private final Folder folder;
    private final NewFile file;
    private final String temporary;
    private final CompletableFuture<Boolean> written = new CompletableFuture<>();

    private SftpDraft(SftpHost host, Folder folder, NewFile file, String temporary) {
        this.host = host;
        this.folder = folder;
        this.file = file;
        this.temporary = temporary;
    }

    static SftpDraft begin(SftpHost host, Folder folder, NewFile file, String temporary) {
        SftpDraft draft = new SftpDraft(host, folder, file, temporary);
        Pipes.inBackground(() -> draft.written.complete(draft.isWritten()));
        return draft;
    }

    private boolean isWritten() {
        try {
            return host.files(sftp -> {
                SftpWrite write = SftpWrite.begin(sftp, folder.path(), temporary, file);
                write.fillNew();
                write.finish();
                return true;
            });
        } catch (SFTPException | RuntimeException e) {
            LOG.debug("No draft of {} could be written.", file.name(), e);
            return false;
        }
    }

    @Override
    public void publish() {
        publish(false);
    }

    /** It is opened in the same round trip. */
    @Override
    public void publishForAppending() {
        publish(true);
    }

    private void publish(boolean isAppended) {
        if (!written.join() || !isRenamed(isAppended)) {
            folder.write(file.name(), file.text(), file.access());
        }
    }

    private boolean isRenamed(boolean isAppended) {
        String path = folder.path() + "/" + file.name();
        try {
            return host.files(sftp -> {
                SftpRequests.Answer renamed = sftp.rename(folder.path() + "/" + temporary, path);
                if (isAppended) {
                    sftp.openForAppending(path, BinaryText.bytes(file.text()).length, renamed);
                } else {
                    renamed.done();
                }
                return true;
            });
        } catch (SFTPException e) {
            LOG.debug("The draft of {} is not there any more.", path, e);
            return false;
        }
    }
}
