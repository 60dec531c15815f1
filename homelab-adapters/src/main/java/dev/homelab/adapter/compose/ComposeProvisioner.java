// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.SshAccess;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Keeps the services of one host running: one Compose project each. */
public final class ComposeProvisioner implements Provisioner<ComposeProject> {

    private final ComposeSettings settings;
    private final Context context;

    ComposeProvisioner(ComposeSettings settings, Context context) {
        this.settings = settings;
        this.context = context;
    }

    @Override
    public Class<ComposeProject> resourceType() {
        return ComposeProject.class;
    }

    @Override
    public List<Desired<ComposeProject>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<ComposeProject>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog()
                .services()
                .filter(service -> service.runsOn(settings.host()) && services.test(service.name()))
                .map(service -> new Desired<>(service.name(), project(service, catalog)))
                .toList();
    }

    @Override
    public Set<Risk> risks(Change<ComposeProject> change, ResolvedCatalog catalog) {
        Optional<ComposeProject> before = change.before().map(Observed::resource);
        return switch (change.shape()) {
            case CREATE -> Set.of();
            case UPDATE ->
                before.flatMap(project -> change.after().map(after -> project.risksOfUpdate(after.resource())))
                        .orElse(Set.of());
            case DELETE ->
                before.filter(project ->
                                catalog.catalog().definition(change.service()).isPresent())
                        .map(ComposeProject::risksOfMove)
                        .orElse(Set.of());
        };
    }

    @Override
    public Session<ComposeProject> open() {
        return new ComposeSession(context.hosts().host(settings.host()), user(), context, settings);
    }

    private ComposeProject project(Service service, ResolvedCatalog catalog) {
        Map<String, EncryptedSecret> secrets = secrets(service, catalog);
        Function<String, Map<String, String>> beside = path -> catalog.filesAt(service.name(), path);
        Map<String, String> files = new TreeMap<>(MountedFiles.of(service, beside));
        files.putAll(new BuildSection(service, beside).contexts());
        return new ComposeProject(
                service.projectName(),
                file(service, catalog).document(secrets),
                secrets,
                files,
                service.isPaused() ? Running.NOT_AT_ALL : Running.AS_WRITTEN);
    }

    private ComposeFile file(Service service, ResolvedCatalog catalog) {
        Optional<Host> host = Optional.ofNullable(catalog.inventory().hosts().get(settings.host()));
        Owner owner = new Owner(catalog.inventory().homelab(), service.name());
        Function<String, Optional<Service>> services = name -> catalog.catalog()
                .services()
                .filter(other -> other.name().value().equals(name))
                .findFirst();
        SharedNetworkMode networks =
                new SharedNetworkMode(services, lender -> file(lender, catalog).revision(secrets(lender, catalog)));
        Surroundings around =
                new Surroundings(host.flatMap(Host::bind), settings.root() + "/" + service.projectName(), networks);
        return new ComposeFile(owner, service, around, path -> catalog.filesAt(service.name(), path));
    }

    /** Each line of the file is sealed for itself, as it is when it is read on the host. */
    private Map<String, EncryptedSecret> secrets(Service service, ResolvedCatalog catalog) {
        return new SecretNames(service)
                .texts(service).entrySet().stream()
                        .collect(toMap(
                                Map.Entry::getKey,
                                entry -> sealed(service, entry.getKey(), entry.getValue(), catalog)));
    }

    private EncryptedSecret sealed(Service service, String variable, SecretText text, ResolvedCatalog catalog) {
        String filled = text.fill(reference -> context.sealing()
                .open(
                        Binding.of(context.homelab(), service.name(), reference),
                        catalog.secret(service.name(), reference)));
        boolean isFileOfLines = SecretFiles.isFile(variable) && text.reference().isPresent() && filled.contains("\n");
        return context.sealing()
                .seal(
                        new Binding(context.homelab(), service.projectName(), variable),
                        isFileOfLines ? filled + "\n" : filled); // as OpenSSH wants a key, for one
    }

    private String user() {
        Inventory inventory = context.inventory();
        return Optional.ofNullable(inventory.hosts().get(settings.host()))
                .flatMap(Host::user)
                .or(() -> inventory.ssh().map(SshAccess::user))
                .orElse("USER");
    }
}
