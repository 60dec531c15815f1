// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** The file of a private key, opened before anybody is connected to, so that what is wrong with it is said in plain words. */
final class KeyFile {

    private static final Pattern PUBLIC_KEY = Pattern.compile("^(ssh|ecdsa|sk)-\\S+ AAAA.*", Pattern.DOTALL);

    private final SshLogin login;

    KeyFile(SshLogin login) {
        this.login = login;
    }

    /**
     * Reads and decrypts the key.
     *
     * @throws TargetException if that cannot be done
     */
    KeyProvider open(SSHClient client) {
        String text = text();
        if (PUBLIC_KEY.matcher(text).matches()) {
            throw problem(
                    "is the public key, which proves nothing",
                    "name the private one, usually the file of that name without .pub.");
        }
        Optional<String> passphrase = login.passphrase().get();
        try {
            String path = login.key().toString();
            KeyProvider key = passphrase.isPresent()
                    ? client.loadKeys(path, passphrase.get().toCharArray())
                    : client.loadKeys(path);
            key.getPrivate();
            key.getPublic();
            return key;
        } catch (KeyDecryptionFailedException e) {
            throw encrypted(passphrase.isPresent());
        } catch (IOException | SSHRuntimeException e) {
            throw text.contains("ENCRYPTED") ? oldEncryption() : unsupported();
        }
    }

    private String text() {
        try {
            return Files.readString(login.key(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw problem(
                    "cannot be read",
                    "put the private key there, readable only by the user who runs this (mode 0600).");
        }
    }

    private TargetException encrypted(boolean isGiven) {
        return isGiven
                ? problem("is not encrypted with the passphrase that the inventory names", "mend ssh.passphrase.")
                : problem(
                        "is encrypted, and the inventory names no passphrase",
                        "say where it is, such as \"passphrase: env:SSH_PASSPHRASE\" in ssh of the inventory.");
    }

    /** RFC 1421 encryption, which {@code ssh-keygen -m PEM} still writes, is the only one the library cannot read. */
    private TargetException oldEncryption() {
        return problem(
                "is encrypted in a way that is no longer safe",
                "write it again, with the same passphrase if you like:\n\n  ssh-keygen -p -f " + login.key());
    }

    private TargetException unsupported() {
        return problem(
                "is neither an Ed25519 nor an RSA key in OpenSSH or PEM format; ECDSA keys cannot be used",
                "make one, and allow it on the hosts:\n\n  ssh-keygen -t ed25519 -f %s\n  ssh-copy-id -i %s -p %d %s@%s"
                        .formatted(
                                login.key() + "_ed25519",
                                login.key() + "_ed25519",
                                login.port(),
                                login.user(),
                                login.address()));
    }

    private TargetException problem(String what, String fix) {
        return new TargetException(
                new Problem("SSH key not usable", login.where(), "\"%s\" %s.".formatted(login.key(), what), fix));
    }
}
