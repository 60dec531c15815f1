// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.SecretSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Secrets that lie in the repository, encrypted by <a href="https://age-encryption.org">age</a>: {@code age:FILE}. The program
 * {@code age} opens them, with the identity in the file that the variable {@value #IDENTITY} names.
 *
 * <p>A file is looked for in the folder of the definition that refers to it, then in each folder around it.
 */
public final class AgeSource implements SecretSource {

    static final String IDENTITY = "HOMELAB_AGE_IDENTITY";

    /** That of the definition, that of the categories and the inventory, and the top of a usual repository. */
    private static final int MOST_FOLDERS = 3;

    private static final String USUAL_IDENTITY = "~/.config/homelab/age.txt";

    private final String program;

    /** With the program of the path. */
    public AgeSource() {
        this("age");
    }

    AgeSource(String program) {
        this.program = program;
    }

    @Override
    public String scheme() {
        return "age";
    }

    @Override
    public String find(SecretRef reference, Map<String, String> environment, Where where) {
        Path file = file(reference, environment, where);
        Path identity = FileSource.path(environment.getOrDefault(IDENTITY, USUAL_IDENTITY), environment);
        if (!Files.isReadable(identity)) {
            throw failed(
                    where,
                    "\"%s\" needs an identity of age, and \"%s\" cannot be read.".formatted(reference, identity),
                    "let the variable %s name the file with the identity. A new one is made by:\n\n  age-keygen -o %s"
                            .formatted(IDENTITY, identity));
        }
        ProgramResult result = new SecretProgram(environment)
                .run(
                        List.of(program, "--decrypt", "--identity", identity.toString(), file.toString()),
                        reason -> problem(reference, reason, where));
        if (result.exit() != 0) {
            throw failed(
                    where,
                    "age did not open the file of \"%s\": %s.".formatted(reference, reason(result.errors())),
                    advice(result.errors(), identity, file));
        }
        return new String(result.output(), StandardCharsets.UTF_8);
    }

    private static TargetException problem(SecretRef reference, SecretProgram.Failure reason, Where where) {
        return failed(
                where,
                "age, which opens the file of \"%s\", %s.".formatted(reference, reason.words()),
                reason == SecretProgram.Failure.NOT_STARTED
                        ? "install it where this runs:\n\n  apt install age"
                        : "see that the identity has no passphrase; it runs without a person.");
    }

    private static Path file(SecretRef reference, Map<String, String> environment, Where where) {
        Path named = FileSource.path(reference, environment);
        return folders(where)
                .map(folder -> folder.resolve(named))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> failed(
                        where,
                        "there is no file \"%s\" beside the definition or the inventory.".formatted(named),
                        "encrypt the secret for the identities of those who run homelab, and commit the file:\n\n  age -r RECIPIENT -o %s"
                                .formatted(named)));
    }

    /** Returns the folder of the file that is pointed at, those around it up to the one this runs in, and that one. */
    private static Stream<Path> folders(Where where) {
        Path here = Path.of("").toAbsolutePath();
        Optional<Path> file = where instanceof Where.InFile in
                ? Optional.of(here.resolve(in.file()).normalize())
                : Optional.empty();
        return Stream.concat(file.stream().flatMap(AgeSource::around).limit(MOST_FOLDERS), Stream.of(here));
    }

    private static Stream<Path> around(Path file) {
        return Stream.iterate(file.getParent(), folder -> folder != null, Path::getParent);
    }

    /** What age says is never repeated as it is, since no one knows what a later release shows there. */
    private static String reason(String errors) {
        if (errors.contains("no identity matched")) {
            return "it is encrypted for none of the identities here";
        }
        if (errors.contains("parsing age header") || errors.contains("unexpected intro")) {
            return "it is no file of age";
        }
        if (errors.contains("identity") || errors.contains("reading \"")) {
            return "the identity cannot be used";
        }
        return "it is damaged";
    }

    private static String advice(String errors, Path identity, Path file) {
        return errors.contains("no identity matched")
                ? "encrypt it again for this identity too, whose recipient is shown by:\n\n  age-keygen -y %s"
                        .formatted(identity)
                : "try it by hand:\n\n  age -d -i %s %s >/dev/null".formatted(identity, file);
    }

    private static TargetException failed(Where where, String detail, String fix) {
        return new TargetException(new Problem("secret not found", where, detail, fix));
    }
}
