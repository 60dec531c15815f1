// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static java.util.stream.Collectors.toMap;

import dev.homelab.adapter.compose.ComposeLanguage;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretText;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Keeps the services of a Swarm running: one stack each. */
public final class SwarmProvisioner implements Provisioner<Stack> {

    private final SwarmSettings settings;
    private final Context context;

    SwarmProvisioner(SwarmSettings settings, Context context) {
        this.settings = settings;
        this.context = context;
    }

    @Override
    public Class<Stack> resourceType() {
        return Stack.class;
    }

    @Override
    public List<Desired<Stack>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<Stack>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog()
                .services()
                .filter(service -> service.runsOn(settings.host()) && services.test(service.name()))
                .map(service -> new Desired<>(service.name(), stack(service, catalog)))
                .toList();
    }

    @Override
    public Set<Risk> risks(Change<Stack> change, ResolvedCatalog catalog) {
        Optional<Stack> before = change.before().map(Observed::resource);
        return switch (change.shape()) {
            case CREATE -> Set.of();
            case UPDATE ->
                before.flatMap(stack -> change.after().map(after -> stack.risksOfUpdate(after.resource())))
                        .orElse(Set.of());
            case DELETE ->
                before.filter(stack ->
                                catalog.catalog().definition(change.service()).isPresent())
                        .map(Stack::risksOfMove)
                        .orElse(Set.of());
        };
    }

    @Override
    public Session<Stack> open() {
        return new SwarmSession(context.hosts().host(settings.host()), context, settings);
    }

    private Stack stack(Service service, ResolvedCatalog catalog) {
        Map<String, EncryptedSecret> secrets = ComposeLanguage.secrets(service).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> sealed(service, entry.getKey(), entry.getValue(), catalog)));
        Owner owner = new Owner(catalog.inventory().homelab(), service.name());
        Function<String, Map<String, String>> files = path -> catalog.filesAt(service.name(), path);
        StackFile file = new StackFile(service, ComposeLanguage.file(service, owner, files), settings, secrets, files);
        return new Stack(service.projectName(), file.document(), secrets, file.configs(), List.of());
    }

    private EncryptedSecret sealed(Service service, String name, SecretText text, ResolvedCatalog catalog) {
        String filled = text.fill(reference -> context.sealing()
                .open(
                        Binding.of(context.homelab(), service.name(), reference),
                        catalog.secret(service.name(), reference)));
        boolean isFileOfLines = ComposeLanguage.isFile(name) && text.reference().isPresent() && filled.contains("\n");
        return context.sealing()
                .seal(
                        new Binding(context.homelab(), service.projectName(), name),
                        isFileOfLines ? filled + "\n" : filled);
    }
}
