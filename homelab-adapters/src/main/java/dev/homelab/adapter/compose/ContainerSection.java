// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.compose.SharedNetworkMode.LentNetwork;
import dev.homelab.model.Service;
import dev.homelab.model.container.Capability;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.GpuCount;
import dev.homelab.model.container.Gpus;
import dev.homelab.model.container.Healthcheck;
import dev.homelab.model.container.JoinedNetwork;
import dev.homelab.model.container.Logging;
import dev.homelab.model.container.MountedFile;
import dev.homelab.model.container.Resources;
import dev.homelab.model.container.Restart;
import dev.homelab.model.value.ImageName;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.model.value.PortMapping;
import dev.homelab.model.value.Size;
import dev.homelab.model.value.VolumeMount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes one container as a service of a Compose file. Pure. */
final class ContainerSection {

    private static final Map<Condition, String> CONDITIONS = Map.of(
            Condition.STARTED, "service_started",
            Condition.HEALTHY, "service_healthy",
            Condition.COMPLETED, "service_completed_successfully");

    private final String name;
    private final Container container;
    private final Section section = new Section();

    ContainerSection(String name, Container container) {
        this.name = name;
        this.container = container;
    }

    /**
     * Returns the section.
     *
     * @param around what the container finds on its host
     * @param files what it mounts from beside the definition, by path; see {@link MountedFiles#of}
     * @param builds what images are built from
     * @param secrets the variables that secrets are found in
     * @param ours labels beside those of the definition
     */
    Section write(
            Surroundings around,
            Function<String, Map<String, String>> files,
            BuildSection builds,
            SecretNames secrets,
            Map<String, String> ours) {
        Optional<LentNetwork> lender = around.networks().of(container);
        what(around, files, builds, secrets);
        life(lender);
        means();
        rights();
        section.put("labels", labels(ours, lender)).put("logging", logging());
        container.compose().forEach(section::put);
        return section;
    }

    private void what(
            Surroundings around,
            Function<String, Map<String, String>> files,
            BuildSection builds,
            SecretNames secrets) {
        Stream<String> mounted = container.files().entrySet().stream()
                .map(file -> around.folder() + "/" + mount(file.getKey(), file.getValue(), files));
        Stream<String> secretFiles = container.secretFiles().keySet().stream()
                .map(path -> SecretFiles.mount(around.folder(), secrets.ofFile(name, path), path));
        Stream<Object> volumes = container.volumes().stream().map(ContainerSection::mount);
        section.put(
                        "image",
                        container
                                .image()
                                .map(ImageName::value)
                                .or(() -> container.build().map(build -> builds.image(name, build))))
                .put("build", container.build().map(build -> builds.of(build, around)))
                .put("container_name", container.containerName())
                .put("command", container.command())
                .put("entrypoint", container.entrypoint())
                .put("user", container.user())
                .put(
                        "ports",
                        container.ports().stream()
                                .map(port -> port(port, around.bind()))
                                .toList())
                .put(
                        "volumes",
                        Stream.of(volumes, mounted, secretFiles)
                                .flatMap(mounts -> mounts)
                                .toList())
                .put("environment", environment(secrets));
    }

    private void life(Optional<LentNetwork> lender) {
        container
                .healthcheck()
                .ifPresent((Healthcheck check) -> section.put("healthcheck", HealthcheckSection.of(check)));
        section.put("restart", container.restart().orElse(Restart.USUAL).value())
                .put("depends_on", dependsOn())
                .put("networks", networks())
                .put("network_mode", container.networkMode().map(mode -> networkMode(mode, lender)))
                .put("init", container.init())
                .put("stop_grace_period", container.stopGracePeriod())
                .put("hostname", container.hostname())
                .put("extra_hosts", container.extraHosts());
    }

    private void means() {
        section.put("devices", container.devices())
                .put("gpus", container.gpus().map(gpus -> List.of(gpus(gpus))).orElse(List.of()))
                .put(
                        "mem_limit",
                        container.resources().flatMap(Resources::memory).map(Size::value))
                .put("cpus", container.resources().flatMap(Resources::cpus))
                .put("tmpfs", container.tmpfs())
                .put("shm_size", container.shmSize().map(Size::value));
    }

    private void rights() {
        section.put("read_only", container.readOnly())
                .put("privileged", container.privileged())
                .put("cap_add", names(container.capAdd()))
                .put("cap_drop", names(container.capDrop()))
                .put("security_opt", container.securityOpt())
                .put("sysctls", container.sysctls());
    }

    private static String mount(String path, MountedFile file, Function<String, Map<String, String>> files) {
        return file.isWritable()
                ? WritableCopies.FOLDER + "/" + path + ":" + file.path()
                : MountedFiles.FOLDER + "/" + MountedFiles.place(path, files.apply(path), file) + ":" + file.path()
                        + ":ro";
    }

    private static String port(PortMapping port, Optional<String> bind) {
        return bind.filter(address -> port.address().isEmpty())
                .map(address -> IpAddress.inUrl(address) + (port.hostPort() == 0 ? "::" : ":") + port.value())
                .orElse(port.value());
    }

    /** The short form has no word for a folder within a volume. */
    private static Object mount(VolumeMount mount) {
        if (mount.subpath().isEmpty()) {
            return mount.value();
        }
        List<String> options = mount.options();
        Map<String, Object> volume = new LinkedHashMap<>();
        mount.subpath().ifPresent(folder -> volume.put("subpath", folder));
        if (options.contains("nocopy")) {
            volume.put("nocopy", true);
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("type", "volume");
        written.put("source", mount.source());
        written.put("target", mount.path());
        if (mount.isReadOnly()) {
            written.put("read_only", true);
        }
        options.stream()
                .filter(option -> option.equalsIgnoreCase("z"))
                .forEach(label -> written.put("bind", Map.of("selinux", label)));
        written.put("volume", volume);
        return written;
    }

    private Section environment(SecretNames secrets) {
        Section environment = new Section();
        container.environment().forEach(environment::put);
        container
                .secrets()
                .keySet()
                .forEach(variable -> environment.putWritten(variable, "${" + secrets.of(name, variable) + "}"));
        return environment;
    }

    private Section dependsOn() {
        Section needed = new Section();
        container
                .dependsOn()
                .forEach((other, dependency) -> needed.put(
                        other,
                        new Section()
                                .put("condition", condition(dependency.condition()))
                                .put("restart", dependency.restart())));
        return needed;
    }

    private static List<String> names(List<Capability> capabilities) {
        return capabilities.stream().map(Capability::value).toList();
    }

    private static String condition(Condition condition) {
        return CONDITIONS.getOrDefault(condition, "service_started");
    }

    /** A container that names networks in Compose leaves the project's own, unless it is among them. */
    private Optional<Object> networks() {
        Map<String, JoinedNetwork> joined = new LinkedHashMap<>();
        if (container.isInProjectNetwork() && !container.joinedNetworks().isEmpty()) {
            joined.put(Service.PROJECT_NETWORK, JoinedNetwork.PLAIN);
        }
        joined.putAll(container.joinedNetworks());
        if (joined.values().stream().allMatch(JoinedNetwork.PLAIN::equals)) {
            return joined.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(joined.keySet()));
        }
        Map<String, Object> written = new LinkedHashMap<>();
        joined.forEach((network, how) -> written.put(
                network,
                new Section()
                        .put("aliases", how.aliases())
                        .put("ipv4_address", how.address())
                        .put("ipv6_address", how.addressV6())
                        .entries()));
        return Optional.of(written);
    }

    private static String networkMode(NetworkMode mode, Optional<LentNetwork> lender) {
        return mode.container()
                .map(other -> "service:" + other)
                .or(() -> lender.map(lent -> "container:" + lent.container()))
                .orElse(mode.value());
    }

    private static Map<String, Object> gpus(Gpus gpus) {
        return new Section()
                .put("driver", gpus.driver())
                .put(
                        "count",
                        gpus.count()
                                .map(GpuCount::value)
                                .map(count -> count.equals("all") ? count : Integer.valueOf(count)))
                .put("device_ids", gpus.ids())
                .entries();
    }

    private Map<String, String> labels(Map<String, String> ours, Optional<LentNetwork> lender) {
        Map<String, String> labels = new LinkedHashMap<>(container.labels());
        labels.putAll(ours);
        lender.ifPresent(lent -> labels.put(Labels.NETWORK, lent.revision()));
        return labels;
    }

    private Section logging() {
        Map<String, Object> options =
                new TreeMap<>(container.logging().map(Logging::options).orElse(Map.of()));
        container.logging().flatMap(Logging::maxSize).ifPresent(size -> options.put("max-size", size.value()));
        container.logging().flatMap(Logging::maxFiles).ifPresent(count -> options.put("max-file", "" + count));
        return new Section()
                .put("driver", container.logging().flatMap(Logging::driver))
                .put("options", options);
    }
}
