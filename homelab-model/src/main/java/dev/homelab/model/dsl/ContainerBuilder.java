// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Build;
import dev.homelab.model.container.Capability;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Dependency;
import dev.homelab.model.container.Gpus;
import dev.homelab.model.container.Healthcheck;
import dev.homelab.model.container.JoinedNetwork;
import dev.homelab.model.container.Logging;
import dev.homelab.model.container.MountedFile;
import dev.homelab.model.container.Resources;
import dev.homelab.model.container.Restart;
import dev.homelab.model.value.ImageName;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.model.value.PortMapping;
import dev.homelab.model.value.SecretText;
import dev.homelab.model.value.Size;
import dev.homelab.model.value.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what a {@link Container} is to be. */
public final class ContainerBuilder {

    private final Optional<ImageName> image;
    private Optional<Build> build = Optional.empty();
    private final List<PortMapping> ports = new ArrayList<>();
    private final List<VolumeMount> volumes = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, SecretText> secrets = new LinkedHashMap<>();
    private final Map<String, SecretText> secretFiles = new LinkedHashMap<>();
    private final Map<String, MountedFile> files = new LinkedHashMap<>();
    private final Map<String, Dependency> dependsOn = new LinkedHashMap<>();
    private final List<String> devices = new ArrayList<>();
    private final List<String> tmpfs = new ArrayList<>();
    private final List<Capability> capAdd = new ArrayList<>();
    private final List<Capability> capDrop = new ArrayList<>();
    private final List<String> securityOpt = new ArrayList<>();
    private final Map<String, String> sysctls = new LinkedHashMap<>();
    private final Map<String, String> extraHosts = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, Object> compose = new LinkedHashMap<>();
    private Optional<String> containerName = Optional.empty();
    private List<String> command = List.of();
    private List<String> entrypoint = List.of();
    private Optional<String> user = Optional.empty();
    private Optional<Healthcheck> healthcheck = Optional.empty();
    private Optional<Restart> restart = Optional.empty();
    private Optional<Map<String, JoinedNetwork>> networks = Optional.empty();
    private Optional<Boolean> projectNetwork = Optional.empty();
    private Optional<NetworkMode> networkMode = Optional.empty();
    private Optional<Gpus> gpus = Optional.empty();
    private Optional<Resources> resources = Optional.empty();
    private Optional<Size> shmSize = Optional.empty();
    private Optional<Boolean> readOnly = Optional.empty();
    private Optional<Boolean> privileged = Optional.empty();
    private Optional<Boolean> init = Optional.empty();
    private Optional<String> stopGracePeriod = Optional.empty();
    private Optional<String> hostname = Optional.empty();
    private Optional<Logging> logging = Optional.empty();

    ContainerBuilder(Optional<ImageName> image) {
        this.image = image;
    }

    /** Runs an image that is built from a folder beside the definition, or from a Git repository. */
    public ContainerBuilder build(String context) {
        return build(context, more -> {});
    }

    /** Runs an image that is built, and says more of how. */
    public ContainerBuilder build(String context, Consumer<BuildBuilder> more) {
        BuildBuilder builder = new BuildBuilder(context);
        more.accept(builder);
        build = Optional.of(builder.build());
        return this;
    }

    public ContainerBuilder command(String... words) {
        command = List.of(words);
        return this;
    }

    public ContainerBuilder containerName(String name) {
        containerName = Optional.of(name);
        return this;
    }

    public ContainerBuilder entrypoint(String... words) {
        entrypoint = List.of(words);
        return this;
    }

    public ContainerBuilder user(String name) {
        user = Optional.of(name);
        return this;
    }

    /** Publishes a port, as {@code HOST:CONTAINER}. */
    public ContainerBuilder port(String mapping) {
        ports.add(PortMapping.of(mapping));
        return this;
    }

    /** Mounts a volume or a folder of the host, as {@code SOURCE:/PATH}. */
    public ContainerBuilder volume(String mount) {
        volumes.add(VolumeMount.of(mount));
        return this;
    }

    public ContainerBuilder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * Sets a variable to a secret that is found elsewhere, such as {@code env:JELLYFIN_TOKEN}, or to text with secrets in it, such as
     * <code>postgres://app:${secret:env:DB_PASSWORD}@db/app</code>.
     */
    public ContainerBuilder secret(String variable, String reference) {
        secrets.put(variable, SecretText.of(reference));
        return this;
    }

    /** Lets it find a secret, or text with secrets in it as {@link #secret} takes it, in a read-only file. */
    public ContainerBuilder secretFile(String path, String reference) {
        secretFiles.put(path, SecretText.of(reference));
        return this;
    }

    /** Mounts a file, or a folder of files, that lies beside the definition. */
    public ContainerBuilder file(String besideDefinition, String path) {
        files.put(besideDefinition, MountedFile.at(path));
        return this;
    }

    /** Mounts a file or a folder of files that lies beside the definition, and says more of it. */
    public ContainerBuilder file(String besideDefinition, String path, Consumer<MountedFileBuilder> more) {
        MountedFileBuilder builder = new MountedFileBuilder(path);
        more.accept(builder);
        files.put(besideDefinition, builder.build());
        return this;
    }

    public ContainerBuilder healthcheck(Consumer<HealthcheckBuilder> more) {
        HealthcheckBuilder builder = new HealthcheckBuilder();
        more.accept(builder);
        healthcheck = Optional.of(builder.build());
        return this;
    }

    /** Says when Docker starts it again, such as {@code on-failure:5}. */
    public ContainerBuilder restart(String when) {
        restart = Optional.of(Restart.of(when));
        return this;
    }

    /** Lets it wait for another container of the service. */
    public ContainerBuilder dependsOn(String container, Condition condition) {
        dependsOn.put(container, Dependency.on(condition));
        return this;
    }

    /** Lets it wait for another container of the service, and restarts it with that one. */
    public ContainerBuilder dependsOn(String container, Condition condition, boolean restart) {
        dependsOn.put(container, new Dependency(condition, Optional.of(restart)));
        return this;
    }

    /** Lets it join networks of its service, or those that several services share; none at all if none is named. */
    public ContainerBuilder networks(String... names) {
        Map<String, JoinedNetwork> joined = new LinkedHashMap<>(networks.orElse(Map.of()));
        List.of(names).forEach(name -> joined.put(name, JoinedNetwork.PLAIN));
        networks = Optional.of(joined);
        return this;
    }

    /** Lets it join a network by other names, or at an address of its own. */
    public ContainerBuilder network(String name, Consumer<JoinedNetworkBuilder> more) {
        JoinedNetworkBuilder builder = new JoinedNetworkBuilder();
        more.accept(builder);
        Map<String, JoinedNetwork> joined = new LinkedHashMap<>(networks.orElse(Map.of()));
        joined.put(name, builder.build());
        networks = Optional.of(joined);
        return this;
    }

    /** Keeps it out of the network of its project if false, so that it is in the named ones alone. */
    public ContainerBuilder projectNetwork(boolean value) {
        projectNetwork = Optional.of(value);
        return this;
    }

    /** Lets it use another network than its project's, such as {@code host} or {@code container:vpn}. */
    public ContainerBuilder networkMode(String mode) {
        networkMode = Optional.of(NetworkMode.of(mode));
        return this;
    }

    /** Lends it a device of the host, as {@code /DEVICE[:/PATH[:rwm]]}. */
    public ContainerBuilder device(String device) {
        devices.add(device);
        return this;
    }

    public ContainerBuilder gpus(Consumer<GpusBuilder> more) {
        GpusBuilder builder = new GpusBuilder();
        more.accept(builder);
        gpus = Optional.of(builder.build());
        return this;
    }

    public ContainerBuilder resources(Consumer<ResourcesBuilder> more) {
        ResourcesBuilder builder = new ResourcesBuilder();
        more.accept(builder);
        resources = Optional.of(builder.build());
        return this;
    }

    /** Keeps a folder in memory, as {@code /PATH[:OPTIONS]}. */
    public ContainerBuilder tmpfs(String folder) {
        tmpfs.add(folder);
        return this;
    }

    public ContainerBuilder shmSize(String size) {
        shmSize = Optional.of(Size.of(size));
        return this;
    }

    public ContainerBuilder readOnly(boolean value) {
        readOnly = Optional.of(value);
        return this;
    }

    public ContainerBuilder privileged(boolean value) {
        privileged = Optional.of(value);
        return this;
    }

    public ContainerBuilder capAdd(String capability) {
        capAdd.add(Capability.of(capability));
        return this;
    }

    public ContainerBuilder capDrop(String capability) {
        capDrop.add(Capability.of(capability));
        return this;
    }

    public ContainerBuilder securityOpt(String option) {
        securityOpt.add(option);
        return this;
    }

    public ContainerBuilder sysctl(String parameter, String value) {
        sysctls.put(parameter, value);
        return this;
    }

    public ContainerBuilder init(boolean value) {
        init = Optional.of(value);
        return this;
    }

    public ContainerBuilder stopGracePeriod(String time) {
        stopGracePeriod = Optional.of(time);
        return this;
    }

    public ContainerBuilder hostname(String name) {
        hostname = Optional.of(name);
        return this;
    }

    public ContainerBuilder extraHost(String name, String address) {
        extraHosts.put(name, address);
        return this;
    }

    public ContainerBuilder label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    public ContainerBuilder logging(Consumer<LoggingBuilder> more) {
        LoggingBuilder builder = new LoggingBuilder();
        more.accept(builder);
        logging = Optional.of(builder.build());
        return this;
    }

    /** Sets a key of the Compose specification that has no verb here. */
    public ContainerBuilder compose(String key, Object value) {
        compose.put(key, value);
        return this;
    }

    Container container() {
        return new Container(
                image,
                build,
                containerName,
                command,
                entrypoint,
                user,
                ports,
                volumes,
                environment,
                secrets,
                secretFiles,
                files,
                healthcheck,
                restart,
                dependsOn,
                networks,
                projectNetwork,
                networkMode,
                devices,
                gpus,
                resources,
                tmpfs,
                shmSize,
                readOnly,
                privileged,
                capAdd,
                capDrop,
                securityOpt,
                sysctls,
                init,
                stopGracePeriod,
                hostname,
                extraHosts,
                labels,
                logging,
                compose);
    }
}
