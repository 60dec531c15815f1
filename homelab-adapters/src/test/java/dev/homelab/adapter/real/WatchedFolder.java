// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import dev.homelab.lab.ForwardingFolder;
import dev.homelab.problem.Where;
import dev.homelab.spi.Folder;

/** A folder of a real host whose writes are watched. */
final class WatchedFolder extends ForwardingFolder {

    private final Where where;
    private final Watch watch;

    WatchedFolder(Folder real, Where where, Watch watch) {
        super(real);
        this.where = where;
        this.watch = watch;
    }

    @Override
    public Folder folder(String name) {
        return new WatchedFolder(super.folder(name), where, watch);
    }

    @Override
    public void write(String name, String text, Access access) {
        watched(() -> super.write(name, text, access));
    }

    @Override
    public void writeLike(String name, String text, String other) {
        watched(() -> super.writeLike(name, text, other));
    }

    @Override
    public void append(String name, String text) {
        watched(() -> super.append(name, text));
    }

    @Override
    public boolean renameFolder(String from, String to) {
        return watch.write(where, () -> super.renameFolder(from, to));
    }

    @Override
    public void delete(String name) {
        if (read(name).isPresent()) {
            watched(() -> super.delete(name));
        }
    }

    @Override
    public boolean deleteIfEmpty() {
        boolean isEmpty = exists() && files().isEmpty() && folders().isEmpty();
        return isEmpty ? watch.write(where, super::deleteIfEmpty) : !exists();
    }

    private void watched(Runnable work) {
        watch.write(where, () -> {
            work.run();
            return true;
        });
    }
}
