// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.spi.Folder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder on a host: over SFTP where the host has it, by commands where it has not. That is found out by the first use. */
final class SshFolder implements Folder {

    private final SftpHost host;
    private final String path;

    SshFolder(SftpHost host, String path) {
        this.host = host;
        this.path = path;
    }

    private Folder by() {
        return host.hasSftp() ? new SftpFolder(host, path) : new ShellFolder(host, path);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public boolean exists() {
        return by().exists();
    }

    @Override
    public Folder folder(String name) {
        return new SshFolder(host, path + "/" + name);
    }

    @Override
    public List<String> files() {
        return by().files();
    }

    @Override
    public List<String> folders() {
        return by().folders();
    }

    @Override
    public Optional<String> read(String name) {
        return by().read(name);
    }

    @Override
    public Map<String, String> readAll(Collection<String> names) {
        return by().readAll(names);
    }

    @Override
    public Optional<Instant> modified(String name) {
        return by().modified(name);
    }

    @Override
    public void write(String name, String text, Access access) {
        by().write(name, text, access);
    }

    @Override
    public void writeLike(String name, String text, String other) {
        by().writeLike(name, text, other);
    }

    @Override
    public void writeAll(List<NewFile> files) {
        by().writeAll(files);
    }

    @Override
    public Draft draft(String name, String text, Access access) {
        return by().draft(name, text, access);
    }

    @Override
    public Optional<Instant> writeInNewFolder(String folder, String name, String text, Access access) {
        return by().writeInNewFolder(folder, name, text, access);
    }

    @Override
    public void append(String name, String text) {
        by().append(name, text);
    }

    @Override
    public boolean renameFolder(String from, String to) {
        return by().renameFolder(from, to);
    }

    @Override
    public void delete(String name) {
        by().delete(name);
    }

    @Override
    public void deleteAll(Collection<String> names) {
        by().deleteAll(names);
    }

    @Override
    public boolean deleteIfEmpty() {
        return by().deleteIfEmpty();
    }

    @Override
    public boolean deleteWith(Collection<String> names) {
        return by().deleteWith(names);
    }
}
