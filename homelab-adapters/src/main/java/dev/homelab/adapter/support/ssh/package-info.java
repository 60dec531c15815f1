// SPDX-License-Identifier: Apache-2.0
/** Hosts over SSH: one connection each, commands as argv lists, folders over SFTP. The only package that knows sshj. */
@NullMarked
package dev.homelab.adapter.support.ssh;

import org.jspecify.annotations.NullMarked;
