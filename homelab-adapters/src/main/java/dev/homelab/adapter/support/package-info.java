// SPDX-License-Identifier: Apache-2.0
/**
 * The only packages that open a connection, a channel or a remote file. Adapters speak to the world through these.
 *
 * <ul>
 *   <li>{@link dev.homelab.adapter.support.dns} exchanges messages with a DNS server, signed with a key.
 *   <li>{@link dev.homelab.adapter.support.file} holds folders, near or far, and the files in them that carry our mark.
 *   <li>{@link dev.homelab.adapter.support.http} makes the calls to HTTP APIs.
 *   <li>{@link dev.homelab.adapter.support.mail} sends mail by SMTP.
 *   <li>{@link dev.homelab.adapter.support.name} collects the names that services ask of a DNS server.
 *   <li>{@link dev.homelab.adapter.support.notice} says what notifications say of a run, and sends it once.
 *   <li>{@link dev.homelab.adapter.support.page} says what a visitor finds behind any proxy, and where one signs in.
 *   <li>{@link dev.homelab.adapter.support.secret} resolves secrets, seals them, and masks them in all that is printed or sent.
 *   <li>{@link dev.homelab.adapter.support.ssh} connects to hosts, once each, for commands and files.
 * </ul>
 */
@NullMarked
package dev.homelab.adapter.support;

import org.jspecify.annotations.NullMarked;
