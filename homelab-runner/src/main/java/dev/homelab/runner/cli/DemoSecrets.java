// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.lab.Lab;
import dev.homelab.model.Container;
import dev.homelab.model.name.SecretRef;
import dev.homelab.runner.Homelab;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Values for the secrets that services ask for, since in a demo nobody has any. */
final class DemoSecrets {

    private DemoSecrets() {}

    static Map<String, String> of(Path services, Lab lab) {
        Map<String, String> environment = new HashMap<>(lab.environment());
        Homelab.read(services, lab.inventory(), environment)
                .catalog()
                .catalog()
                .services()
                .flatMap(service -> service.containers().values().stream())
                .map(Container::secrets)
                .flatMap(secrets -> secrets.values().stream())
                .filter(reference -> reference.scheme().equals("env"))
                .map(SecretRef::location)
                .forEach(variable -> environment.putIfAbsent(variable, "demo-value-of-" + variable));
        return environment;
    }
}
