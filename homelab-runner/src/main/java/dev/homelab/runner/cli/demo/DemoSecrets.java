// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.demo;

import dev.homelab.lab.Lab;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.container.Container;
import dev.homelab.model.value.SecretRef;
import dev.homelab.runner.Homelab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Values for the secrets that services ask for in a demo. */
public final class DemoSecrets {

    private DemoSecrets() {}

    public static Map<String, String> of(Path services, Lab lab) {
        Map<String, String> environment = new HashMap<>(lab.environment());
        Homelab.read(services, lab.inventory(), environment)
                .catalog()
                .catalog()
                .services()
                .flatMap(DemoSecrets::references)
                .filter(reference -> reference.scheme().equals("env"))
                .map(SecretRef::location)
                .forEach(variable -> environment.putIfAbsent(variable, "demo-value-of-" + variable));
        return environment;
    }

    private static Stream<SecretRef> references(Service service) {
        return Stream.concat(
                service.containers().values().stream()
                        .map(Container::secretTexts)
                        .flatMap(secrets -> secrets.values().stream())
                        .flatMap(text -> text.references().stream()),
                service.sso().flatMap(SsoApp::clientSecret).stream());
    }

    /** Writes them as a shell reads them, for using the lab by hand. */
    public static void write(Map<String, String> environment, Path file) {
        List<String> lines = environment.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(variable -> "export %s='%s'".formatted(variable.getKey(), variable.getValue()))
                .toList();
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
