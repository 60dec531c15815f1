// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the files that containers mount, and the secrets that services ask for, which it seals at once. The only maker of a {@link ResolvedCatalog}. */
public final class Resolver {

    private static final String ANOTHER_KEY = "make a random one and keep it safe.";

    private final Secrets secrets;

    public Resolver(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Returns what is wrong with the files that containers mount, whatever else is. Needs no secret.
     *
     * @param warnings is added what a person should know of them although it keeps nothing from being applied
     */
    public static List<Problem> checkFiles(List<Definition> definitions, List<Problem> warnings) {
        List<Problem> problems = new ArrayList<>();
        definitions.forEach(definition -> new FilesBeside(definition, problems, warnings).read());
        return problems;
    }

    /**
     * Returns the homelab's root key.
     *
     * @throws TargetException if it is not there, too short or too simple
     */
    public RootKey rootKey(Catalog catalog) {
        Where where = catalog.inventoryPositions().at("key");
        String key = secrets.resolve(catalog.inventory().key(), where);
        if (key.length() < RootKey.MINIMUM_LENGTH) {
            throw new TargetException(new Problem(
                            "root key too short",
                            where,
                            "the key has fewer than %d characters, so what it seals could be guessed."
                                    .formatted(RootKey.MINIMUM_LENGTH),
                            ANOTHER_KEY)
                    .with(Remedy.of(Remedy.Kind.MAKE_KEY)));
        }
        if (RootKey.isSimple(key)) {
            throw new TargetException(new Problem(
                            "root key too simple",
                            where,
                            "the key repeats itself, follows the alphabet, the digits or the keyboard, or is a placeholder, so what"
                                    + " it seals could be guessed.",
                            ANOTHER_KEY)
                    .with(Remedy.of(Remedy.Kind.MAKE_KEY)));
        }
        return new RootKey(key);
    }

    /** Returns a catalog that knows none of its secrets and files, for what does not ask for them. */
    public ResolvedCatalog unresolved(ValidCatalog valid) {
        return new ResolvedCatalog(valid, Map.of(), Map.of());
    }

    /**
     * Resolves a catalog.
     *
     * @throws TargetException with a problem for each secret or file that cannot be had
     */
    public ResolvedCatalog resolve(ValidCatalog valid, RootKey key) {
        Map<ServiceName, Map<SecretRef, EncryptedSecret>> sealed = new HashMap<>();
        Map<ServiceName, Map<String, String>> files = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        SecretsOfService asked =
                new SecretsOfService(secrets, key, valid.catalog().inventory().homelab(), problems);
        for (Definition definition : valid.catalog().definitions()) {
            files.put(definition.service().name(), new FilesBeside(definition, problems, new ArrayList<>()).read());
            sealed.put(definition.service().name(), asked.of(definition));
        }
        if (!problems.isEmpty()) {
            throw new TargetException(Problem.sorted(problems));
        }
        return new ResolvedCatalog(valid, sealed, files);
    }
}
