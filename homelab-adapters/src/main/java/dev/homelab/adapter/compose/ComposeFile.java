// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.Service;
import dev.homelab.model.container.HostFolder;
import dev.homelab.model.container.Volume;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.provision.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes a service as a Compose file. Pure. */
final class ComposeFile {

    /** The key of a project that is there without running. */
    static final String PAUSED = "x-homelab-paused";

    private final Owner owner;
    private final Service service;
    private final Surroundings around;
    private final Function<String, Map<String, String>> files;
    private final SecretNames names;

    /**
     * Describes one service.
     *
     * @param files what it mounts from beside the definition, by path; see {@link MountedFiles#of}
     */
    ComposeFile(Owner owner, Service service, Surroundings around, Function<String, Map<String, String>> files) {
        this.owner = owner;
        this.service = service;
        this.around = around;
        this.files = files;
        this.names = new SecretNames(service);
    }

    /**
     * Returns the file. Its containers carry a fingerprint of it and of the secrets, so that one that was made from an
     * older text or an older secret is recognized.
     */
    YamlDocument document(Map<String, EncryptedSecret> secrets) {
        Map<String, Object> file = project(Optional.of(revision(secrets)));
        if (service.isPaused()) {
            file.put(PAUSED, true); // not in the fingerprint: containers that only go on need not be recreated
        }
        Map<String, String> copies = WritableCopies.of(service, files);
        if (!copies.isEmpty()) {
            file.put(WritableCopies.KEY, copies); // not in it, either: a copy that is there stays as it is
        }
        return YamlDocument.written(file);
    }

    /** Returns the fingerprint. */
    String revision(Map<String, EncryptedSecret> secrets) {
        return Revision.of(YamlText.write(project(Optional.empty())), secrets);
    }

    private Map<String, Object> project(Optional<String> revision) {
        Map<String, String> labels = labels(revision);
        Section services = new Section();
        service.containers().forEach((name, container) -> {
            ContainerSection section = new ContainerSection(name, container);
            services.put(name, section.write(around, files, new BuildSection(service, files), names, labels));
        });
        return new Section()
                .put("name", service.projectName())
                .put("services", services)
                .put("networks", networks())
                .put("volumes", volumes())
                .put(HostFolders.KEY, folders())
                .entries();
    }

    private Map<String, String> labels(Optional<String> revision) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.SERVICE, owner.toString());
        revision.ifPresent(value -> labels.put(Labels.REVISION, value));
        return labels;
    }

    /** Those of the service, and the shared ones, which Compose neither makes nor removes; the project's own needs no word. */
    private Section networks() {
        Map<String, Map<String, Object>> networks = new TreeMap<>();
        service.containers()
                .values()
                .forEach(container -> service.sharedNetworks(container)
                        .forEach(name -> networks.put(name, Map.of("external", true))));
        service.networks().forEach((name, network) -> networks.put(name, NetworkSection.of(network)));
        Section section = new Section();
        networks.forEach(section::putWritten);
        return section;
    }

    private Section volumes() {
        Map<String, Map<String, Object>> volumes = new TreeMap<>();
        service.containers().values().stream()
                .flatMap(container -> container.volumes().stream())
                .filter(VolumeMount::isNamedVolume)
                .map(VolumeMount::source)
                .forEach(name -> volumes.put(
                        name,
                        Optional.ofNullable(service.volumes().get(name))
                                .map(ComposeFile::volume)
                                .orElse(Map.of())));
        Section section = new Section();
        volumes.forEach(section::putWritten);
        return section;
    }

    private static Map<String, Object> volume(Volume volume) {
        return new Section()
                .put("name", volume.name())
                .put("external", volume.external())
                .put("driver", volume.driver())
                .put("driver_opts", volume.options())
                .put("labels", volume.labels())
                .entries();
    }

    private Map<String, Object> folders() {
        Map<String, Object> folders = new TreeMap<>();
        service.folders().forEach((path, folder) -> folders.put(path, folder(folder)));
        return folders;
    }

    private static Map<String, Object> folder(HostFolder folder) {
        return new Section()
                .put("owner", folder.owner())
                .put("mode", folder.mode().map(mode -> mode.replaceFirst("^0o", "")))
                .entries();
    }
}
