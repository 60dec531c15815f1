// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder of text files, on this machine or on a host. Safe for many threads.
 *
 * <p>Every method throws {@link dev.homelab.provision.TargetException} when the folder cannot be used. Names are plain
 * names, never paths.
 */
public interface Folder {

    /** Returns where it is, for messages and for commands that run there. */
    String path();

    boolean exists();

    /** Returns a folder within this one, which need not exist. */
    Folder folder(String name);

    /** Returns the names of the files in it, sorted; none if it does not exist. */
    List<String> files();

    /** Returns the names of the folders in it, sorted; none if it does not exist. */
    List<String> folders();

    /** Returns the text of a file, or nothing if there is no such file. Bytes that are not UTF-8 are read as U+FFFD. */
    Optional<String> read(String name);

    /** Returns the texts of those of these files that are there, by name, as {@link #read} does. */
    default Map<String, String> readAll(Collection<String> names) {
        Map<String, String> texts = new TreeMap<>();
        names.forEach(name -> read(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** Returns when a file was last written, by the clock of the machine that keeps it; nothing if there is no such file. */
    Optional<Instant> modified(String name);

    /**
     * Makes a file hold this text, all at once: a reader meanwhile sees the old text or the new. Missing folders are
     * made. A text of {@link BinaryText} stands for its bytes. One writer at a time; what a killed one left goes with the next write, or with the file.
     */
    void write(String name, String text, Access access);

    /**
     * Makes a file hold this text, with the mode of another file of this folder and, where the host lets give it
     * away, its owner; like {@link Access#SHARED} if there is no such other.
     */
    void writeLike(String name, String text, String other);

    /** Writes files one after the other, as {@link #write} and {@link #writeLike} do. After a failure, some of them may be written. */
    default void writeAll(List<NewFile> files) {
        files.forEach(file -> file.like()
                .ifPresentOrElse(
                        other -> writeLike(file.name(), file.text(), other),
                        () -> write(file.name(), file.text(), file.access())));
    }

    /**
     * Begins to write a file as {@link #write} does. Its text lies under another name until the draft is published, so a draft that is not
     * published changes nothing.
     */
    default Draft draft(String name, String text, Access access) {
        return () -> write(name, text, access);
    }

    /** Writes a file in a folder within this one that is not there yet, and returns when it was written, as {@link #modified} does. */
    default Optional<Instant> writeInNewFolder(String folder, String name, String text, Access access) {
        folder(folder).write(name, text, access);
        return folder(folder).modified(name);
    }

    /**
     * Adds text to the end of a file that is there. It has lasted when this returns: on this machine it is on the disk, on
     * another the host has taken it, so that it survives the end of this process. One writer at a time.
     */
    void append(String name, String text);

    /**
     * Gives a folder in it another name, all at once. Returns false, having done nothing, if there is no such folder or if
     * one of the other name is there and has something in it: of many who try at once for the same name, one succeeds.
     */
    boolean renameFolder(String from, String to);

    /** Removes a file, if it is there. */
    void delete(String name);

    /** Removes files, if they are there. */
    default void deleteAll(Collection<String> names) {
        names.forEach(this::delete);
    }

    /** Removes this folder if it is there and empty. Returns whether it is gone. */
    boolean deleteIfEmpty();

    /** Removes files of this folder, if they are there, and then the folder if it is empty. Returns whether it is gone. */
    default boolean deleteWith(Collection<String> names) {
        deleteAll(names);
        return deleteIfEmpty();
    }

    /** A file that is being written; see {@link #draft}. */
    @FunctionalInterface
    interface Draft {

        /** Gives the file its name, once all of its text has arrived. */
        void publish();

        /** Does the same for a file that text will be added to. */
        default void publishForAppending() {
            publish();
        }
    }

    /**
     * A file to be written.
     *
     * @param access who may read it, unless it is like another
     * @param like the file whose mode and owner it gets; see {@link #writeLike}
     */
    record NewFile(String name, String text, Access access, Optional<String> like) {}

    /** Who may read a file. */
    enum Access {
        /** Everyone on the machine: mode 0644. */
        SHARED(0644),
        /** Its owner alone: mode 0600. */
        PRIVATE(0600);

        private final int mode;

        Access(int mode) {
            this.mode = mode;
        }

        /** Returns the permission bits. */
        public int mode() {
            return mode;
        }
    }
}
