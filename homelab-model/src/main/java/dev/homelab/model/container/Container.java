// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import dev.homelab.model.pattern.CommandText;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.ImageName;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.model.value.PortMapping;
import dev.homelab.model.value.SecretText;
import dev.homelab.model.value.Size;
import dev.homelab.model.value.VolumeMount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One container of a service.
 *
 * @param image what it runs, absent if that is built; whether its tag may move, such as {@code latest}, is a policy of the inventory
 * @param build what its image is built from on the host, in the place of {@code image}
 * @param containerName its name on the host; Docker's choice of {@code PROJECT-CONTAINER-1} when absent
 * @param command replaces the command of the image; empty to keep that
 * @param entrypoint replaces the program of the image that the command is given to; empty to keep that
 * @param user whom it runs as, {@code USER} or {@code USER:GROUP}; the user of the image when absent
 * @param ports what it publishes on its host
 * @param volumes its data and the folders it sees
 * @param environment plain settings; nothing secret
 * @param secrets settings whose value is found elsewhere, or has parts that are, by the name of the variable
 * @param secretFiles files whose text is found elsewhere, or has parts that are, by the path that each has in the container; read-only, and
 *     only for the user of the container
 * @param files files and folders beside the definition, by path from there, and the path each has in the container; read-only
 *     but for writable copies
 * @param healthcheck how Docker knows that it works; absent for the one of the image, or none
 * @param restart when it is started again; {@code unless-stopped} when absent
 * @param dependsOn the containers of this service it waits for
 * @param networks the networks of its service, and those that several services share, which it joins beside the one of its
 *     project; a shared one is made when there is none; for a container that a route leads to, those of the inventory's
 *     defaults when absent
 * @param projectNetwork whether it is in the network of its project beside those; true when absent
 * @param networkMode whose network it uses; absent for the one of its project
 * @param devices devices of the host, {@code /DEVICE[:/PATH[:rwm]]}
 * @param gpus graphics processors it is lent; absent for none
 * @param resources the most it may use; absent for no limit
 * @param tmpfs folders kept in memory, {@code /PATH[:OPTIONS]}
 * @param shmSize size of its {@code /dev/shm}; 64m when absent
 * @param readOnly whether it cannot write outside its volumes; false when absent
 * @param privileged whether it may do what the host's root may; false when absent
 * @param capAdd capabilities it gets beside Docker's usual ones
 * @param capDrop capabilities it loses; {@code ALL} for all of them
 * @param securityOpt security options, such as {@code no-new-privileges:true}
 * @param sysctls parameters of the kernel
 * @param init whether a small init process is put in front of its own; false when absent
 * @param stopGracePeriod time it has to end by itself when stopped; 10s when absent
 * @param hostname what it calls itself; a number of Docker's when absent
 * @param extraHosts names it finds at these addresses, {@code host-gateway} being its host
 * @param labels labels for other programs to read
 * @param logging where what it says is kept; absent for what the engine does
 * @param compose any other setting of a Compose service, by its name and in its form in the Compose specification
 */
public record Container(
        Optional<@Valid ImageName> image,
        Optional<@Valid Build> build,
        Optional<
                        @Pattern(
                                regexp = "^[a-zA-Z0-9][a-zA-Z0-9_.-]+$",
                                message = "must be letters, digits, hyphens and dots, such as jellyfin")
                        String>
                containerName,
        @CommandText List<@NotNull(message = "must not be empty, such as --log-level=debug") String> command,
        @CommandText List<@NotNull(message = "must not be empty, such as /bin/sh") String> entrypoint,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)?$",
                                message = "must be USER or USER:GROUP, such as 1000:1000")
                        String>
                user,
        List<@NotNull(message = "must not be empty, such as 8096:8096") @Valid PortMapping> ports,
        List<@NotNull(message = "must not be empty, such as config:/config") @Valid VolumeMount> volumes,
        Map<
                        @Pattern(regexp = Container.VARIABLE, message = Container.VARIABLE_MESSAGE) String,
                        @NotNull(message = "must have a value, in quotes if it is to be empty, such as Europe/London")
                        String>
                environment,
        Map<
                        @Pattern(regexp = Container.VARIABLE, message = Container.VARIABLE_MESSAGE) String,
                        @NotNull(message = "must say where the secret is, such as env:JELLYFIN_TOKEN") @Valid
                        SecretText>
                secrets,
        Map<
                        @Pattern(
                                regexp = Container.FILE_PATH,
                                message = "must be a path from the root on, such as /run/app/token")
                        String,
                        @NotNull(message = "must say where the secret is, such as file:~/app.key") @Valid SecretText>
                secretFiles,
        Map<
                        @Pattern(
                                regexp = Patterns.FILE_BESIDE,
                                message =
                                        "must be a path from the folder of the definition on, such as photos/app.json")
                        String,
                        @NotNull(message = "must say where the container finds it, such as /config/app.json") @Valid
                        MountedFile>
                files,
        Optional<@Valid Healthcheck> healthcheck,
        Optional<@Valid Restart> restart,
        Map<String, @NotNull(message = "must say what is waited for, such as healthy") @Valid Dependency> dependsOn,
        Optional<
                        Map<
                                @Pattern(regexp = Patterns.OWN_NETWORK, message = Patterns.NETWORK_MESSAGE) String,
                                @NotNull(message = "must not be empty, such as {address: 192.0.2.7}") @Valid
                                JoinedNetwork>>
                networks,
        Optional<Boolean> projectNetwork,
        Optional<@Valid NetworkMode> networkMode,
        List<
                        @NotNull(message = "must not be empty, such as /dev/dri")
                        @Pattern(
                                regexp = "^/[^:\\s]+(:/[^:\\s]+(:[rwm]{1,3})?)?$",
                                message = "must be /DEVICE or /DEVICE:/PATH, such as /dev/dri")
                        String>
                devices,
        Optional<@Valid Gpus> gpus,
        Optional<@Valid Resources> resources,
        List<
                        @NotNull(message = "must not be empty, such as /tmp")
                        @Pattern(
                                regexp = "^/[^:\\s]*(:[^:\\s]+)?$",
                                message = "must be /PATH or /PATH:OPTIONS, such as /tmp:size=64m")
                        String>
                tmpfs,
        Optional<@Valid Size> shmSize,
        Optional<Boolean> readOnly,
        Optional<Boolean> privileged,
        List<@NotNull(message = "must not be empty, such as NET_ADMIN") @Valid Capability> capAdd,
        List<@NotNull(message = "must not be empty, such as ALL") @Valid Capability> capDrop,
        List<@NotBlank(message = "must not be empty, such as no-new-privileges:true") String> securityOpt,
        Map<
                        @Pattern(
                                regexp = "^[a-z0-9_.-]+$",
                                message = "must be a parameter, such as net.ipv4.ip_forward")
                        String,
                        @NotNull(message = "must have a value, such as 1") String>
                sysctls,
        Optional<Boolean> init,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> stopGracePeriod,
        Optional<@Pattern(regexp = Container.HOST, message = "must be a hostname, such as films") String> hostname,
        Map<
                        @Pattern(regexp = Container.HOST, message = "must be a hostname, such as nas.home.arpa") String,
                        @NotNull(message = "must be an address, such as host-gateway")
                        @Pattern(
                                regexp = Patterns.ADDRESS_OR_GATEWAY,
                                message = "must be an address, such as host-gateway")
                        String>
                extraHosts,
        Map<
                        @Pattern(regexp = Patterns.LABEL, message = Patterns.LABEL_MESSAGE) String,
                        @NotNull(message = "must have a value, in quotes if it is to be empty, such as web") String>
                labels,
        Optional<@Valid Logging> logging,
        Map<String, @NotNull(message = "must have a value, such as linux/amd64") Object> compose) {

    static final String FILE_PATH = "^(/[^/:\\s]+){1,64}$";
    static final String VARIABLE = "^[^\\s=\\x00-\\x1f\\x7f]+$";
    static final String VARIABLE_MESSAGE = "must be the name of an environment variable, such as TZ";
    static final String HOST = "^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$";

    public Container {
        networks = networks.map(NullTolerant::of);
        command = NullTolerant.of(command);
        entrypoint = NullTolerant.of(entrypoint);
        ports = NullTolerant.of(ports);
        volumes = NullTolerant.of(volumes);
        environment = NullTolerant.of(environment);
        secrets = NullTolerant.of(secrets);
        secretFiles = NullTolerant.of(secretFiles);
        files = NullTolerant.of(files);
        dependsOn = NullTolerant.of(dependsOn);
        devices = NullTolerant.of(devices);
        tmpfs = NullTolerant.of(tmpfs);
        capAdd = NullTolerant.of(capAdd);
        capDrop = NullTolerant.of(capDrop);
        securityOpt = NullTolerant.of(securityOpt);
        sysctls = NullTolerant.of(sysctls);
        extraHosts = NullTolerant.of(extraHosts);
        labels = NullTolerant.of(labels);
        compose = NullTolerant.of(compose);
    }

    /** Returns the same container with another image, other variables, shared networks and labels. */
    public Container with(
            Optional<ImageName> other,
            Map<String, String> variables,
            Optional<Map<String, JoinedNetwork>> shared,
            Map<String, String> marked) {
        return new Container(
                other,
                build,
                containerName,
                command,
                entrypoint,
                user,
                ports,
                volumes,
                variables,
                secrets,
                secretFiles,
                files,
                healthcheck,
                restart,
                dependsOn,
                shared,
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
                marked,
                logging,
                compose);
    }

    /** Returns the files and folders beside the definition that it needs: those it mounts, and the one its image is built from. */
    public Set<String> filesBeside() {
        Set<String> all = new TreeSet<>(files.keySet());
        build.flatMap(Build::folder).ifPresent(all::add);
        return all;
    }

    /** Returns what it runs, for people: its image, or what that is built from. */
    public String runs() {
        return image.map(ImageName::toString)
                .or(() -> build.map(from -> "built from " + from.context()))
                .orElse("");
    }

    /**
     * Returns all that is secret in it or has secrets in it, by the place of each from the container on, such as {@code secrets.TOKEN}
     * or {@code secretFiles./run/token}.
     */
    public Map<String, SecretText> secretTexts() {
        Map<String, SecretText> texts = new LinkedHashMap<>();
        secrets.forEach((variable, text) -> texts.put("secrets." + variable, text));
        secretFiles.forEach((path, text) -> texts.put("secretFiles." + path, text));
        return texts;
    }

    /** Returns the mapping that makes a container port reachable over TCP at a port of the host that is known. */
    public Optional<PortMapping> published(int containerPort) {
        return published(containerPort, "tcp");
    }

    /** Returns the mapping that makes a container port reachable at a port of the host that is known. */
    public Optional<PortMapping> published(int containerPort, String protocol) {
        return ports.stream()
                .filter(port -> port.protocol().equals(protocol)
                        && port.hostPortOf(containerPort).isPresent())
                .findFirst();
    }

    /** Returns the networks that it joins beside the one of its project, by name; none of a container that says nothing. */
    public Map<String, JoinedNetwork> joinedNetworks() {
        return networks.orElse(Map.of());
    }

    /** Returns whether it is in the network of its project, which Compose creates for such containers alone. */
    public boolean isInProjectNetwork() {
        return networkMode.isEmpty() && projectNetwork.orElse(true);
    }

    /** Returns whether it has no network but its host's, so that every port that it opens is one of the host. */
    public boolean isOnHostNetwork() {
        return networkMode.filter(NetworkMode::isHost).isPresent();
    }
}
