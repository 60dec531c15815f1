// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.secret.SigningKey;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.OwnedText;
import java.time.Instant;
import java.util.Optional;

/**
 * The run record as a folder. Every file in it is signed with a key that is derived from the root key, so that only who has
 * that key can write what a run believes.
 */
public final class SignedFolder {

    private final Folder folder;
    private final SigningKey key;
    private final String place;

    /**
     * The folder of a run record.
     *
     * @param place what people call it, such as {@code nas:/var/lib/homelab}
     */
    public SignedFolder(Folder folder, SigningKey key, String place) {
        this.folder = folder;
        this.key = key;
        this.place = place;
    }

    /** Returns the folder itself, for what needs no signature. */
    Folder folder() {
        return folder;
    }

    SigningKey key() {
        return key;
    }

    /** Returns what people call it. */
    String place() {
        return place;
    }

    /** Returns what people call a file in it. */
    String place(String name) {
        return place + "/" + name;
    }

    /**
     * Returns what a file says, or nothing if there is no such file.
     *
     * @param name the file, which may be in a folder within this one; the folder may have another name when it is read
     * @throws TargetException if it was not signed with this key
     */
    Optional<SignedText> read(String name) {
        return text(name)
                .map(text -> SignedText.read(key, last(name), text)
                        .orElseThrow(() -> new TargetException(foreign(name, text))));
    }

    /** Writes a file, and returns its signature. */
    String write(String name, ObjectNode json, Folder.Access access) {
        SignedText signed = SignedText.of(key, last(name), json.toPrettyString());
        parent(name).write(last(name), signed.text() + "\n", access);
        return signed.signature();
    }

    /** Begins to write a file; see {@link Folder#draft}. */
    Folder.Draft draft(String name, ObjectNode json, Folder.Access access) {
        SignedText signed = SignedText.of(key, last(name), json.toPrettyString());
        return parent(name).draft(last(name), signed.text() + "\n", access);
    }

    /** Writes a file in a folder that is not there yet, and returns when. */
    Optional<Instant> writeInNewFolder(String name, ObjectNode json, Folder.Access access) {
        SignedText signed = SignedText.of(key, last(name), json.toPrettyString());
        String within = name.substring(0, name.indexOf('/'));
        return folder.writeInNewFolder(within, last(name), signed.text() + "\n", access);
    }

    /** Returns the text of a file, or nothing if there is no such file. */
    Optional<String> text(String name) {
        return parent(name).read(last(name));
    }

    /**
     * Returns the problem of a file, or a line in it, that was not signed with this key.
     *
     * @param text what does not verify
     */
    Problem foreign(String name, String text) {
        String detail = (OwnedText.isDamaged(text)
                        ? "\"%s\" is not UTF-8 text: a program or a disk damaged it."
                        : "\"%s\" was changed, or was written with another root key or for a homelab of another name.")
                .formatted(place(name));
        return isKept(name) ? broken(detail) : passing(name, detail);
    }

    /** Returns whether later runs need what a file says; what says who runs now is of no use once that run has ended. */
    private static boolean isKept(String name) {
        return !name.equals(Reservation.FILE) && !name.endsWith("/" + RunLock.FILE);
    }

    private Problem passing(String name, String detail) {
        return new Problem("run record does not verify", Where.nowhere(), detail, """
                if the root key or the name of the homelab is another, give the right one. Otherwise make sure that no run is \
                under way, and remove the file, which no later run needs:

                  rm -f %s/%s""".formatted(folder.path(), name));
    }

    /** Returns the problem of a record that is not as runs left it. */
    Problem broken(String detail) {
        return new Problem("run record does not verify", Where.nowhere(), detail, """
                if the root key or the name of the homelab is another, give the right one. Otherwise find out who changed the \
                record, and restore the whole of "%1$s" from one backup. Without a backup, begin a new record; earlier runs \
                cannot be rolled back then, protection begins again, and aliases have to be adopted:

                  mv %2$s %2$s.old""".formatted(place, folder.path()));
    }

    private Folder parent(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? folder : folder.folder(name.substring(0, slash));
    }

    private static String last(String name) {
        return name.substring(name.indexOf('/') + 1);
    }
}
