// SPDX-License-Identifier: Apache-2.0
/**
 * Hosts that are spoken to over SSH, in this process: real SSH and SFTP, a folder for the file system, a stand-in for
 * Docker.
 *
 * <p>Start at {@link dev.homelab.lab.host.FakeHost}. No command ever reaches a shell of the machine.
 */
@NullMarked
package dev.homelab.lab.host;

import org.jspecify.annotations.NullMarked;
