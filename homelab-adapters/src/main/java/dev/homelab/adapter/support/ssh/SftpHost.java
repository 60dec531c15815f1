// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.spi.RemoteHost;
import java.io.IOException;
import net.schmizz.sshj.sftp.SFTPException;

/** A host whose files are read and written over SFTP, where it has it. */
interface SftpHost extends RemoteHost {

    /** Something done over SFTP. */
    @FunctionalInterface
    interface SftpCall<T> {
        T with(SftpRequests sftp) throws IOException;
    }

    /**
     * Does something over SFTP.
     *
     * @throws SFTPException if the host answers that it will not
     * @throws dev.homelab.provision.TargetException if the host does not answer
     */
    <T> T files(SftpCall<T> work) throws SFTPException;

    /**
     * Returns whether files are read and written over SFTP. A host that refuses it, or whose login shell prints into it, is asked
     * once; there the shell's own commands do that work.
     */
    boolean hasSftp();
}
