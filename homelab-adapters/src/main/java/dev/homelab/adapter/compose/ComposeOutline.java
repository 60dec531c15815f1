// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.compose.image.ImageBuild;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.provision.RetainedData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Compose file shows, managed by homelab or not; nothing if it is no YAML.
 *
 * @param services its services, in the order of the file
 * @param sharedNetworks the networks it takes part in and does not make itself, as the host calls them
 * @param withSubnet the networks that have a range of addresses of their own, as the host calls them
 */
record ComposeOutline(Map<String, Part> services, Set<String> sharedNetworks, Set<String> withSubnet) {

    private static final String CONTAINER = "container:";
    private static final Set<String> PULLS_IF_MISSING = Set.of("missing", "if_not_present", "never", "build");
    private static final Pattern OF_THE_SYSTEM = Pattern.compile("/(dev|proc|sys|run|var/run)(/.*)?");

    /**
     * One service of the file.
     *
     * @param image empty when the file does not say
     * @param revision our label's value; empty when there is none
     * @param ends whether it is meant to do its work and stop
     * @param isAwaited whether another waits for its end
     * @param container its name on the host
     * @param uses the names of the containers outside of the file whose network, namespaces or volumes it uses
     * @param networks those it is in, as the host calls them; none for one that uses the network of something else
     * @param asksAnyway whether Compose asks the registry for its image even if that is there
     * @param build how its image is built, if homelab builds it
     * @param hasStartInterval whether its health check is made more often at the start
     */
    record Part(
            String image,
            String revision,
            boolean ends,
            boolean isAwaited,
            String container,
            Set<String> uses,
            Set<String> networks,
            boolean asksAnyway,
            Optional<ImageBuild> build,
            boolean hasStartInterval) {

        /** Returns whether the image is named by a tag, which may mean another one some day. */
        boolean hasTag() {
            return build.isEmpty() && !image.isEmpty() && !image.contains("@") && !image.contains("$");
        }
    }

    ComposeOutline {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        sharedNetworks = Set.copyOf(sharedNetworks);
        withSubnet = Set.copyOf(withSubnet);
    }

    static ComposeOutline of(YamlDocument file) {
        JsonNode root = file.root();
        Map<String, Part> services = new LinkedHashMap<>();
        JsonNode all = root.path("services");
        all.properties().forEach(entry -> services.put(entry.getKey(), part(entry.getKey(), root)));
        Set<String> withSubnet = root.path("networks").properties().stream()
                .filter(network ->
                        !network.getValue().path("ipam").path("config").isEmpty())
                .map(network -> network(network.getKey(), root))
                .collect(toSet());
        return new ComposeOutline(services, sharedNetworks(root.path("networks")), withSubnet);
    }

    /** Returns every network that its containers are in and that Docker chooses the addresses of, as the host calls it. */
    Set<String> networksFromPools() {
        return services.values().stream()
                .flatMap(part -> part.networks().stream())
                .filter(network -> !withSubnet.contains(network))
                .collect(toCollection(TreeSet::new));
    }

    /** Returns whether some health check is made more often at the start. */
    boolean hasStartIntervals() {
        return services.values().stream().anyMatch(Part::hasStartInterval);
    }

    /** Returns whether its containers can only be made when those of other projects are there. */
    boolean usesOthers() {
        return services.values().stream().anyMatch(part -> !part.uses().isEmpty());
    }

    /** Returns whether some container is meant to end that no other waits for, so that Compose would take its end for a failure. */
    boolean hasWorkOfItsOwn() {
        return services.values().stream().anyMatch(part -> part.ends() && !part.isAwaited());
    }

    /** Returns the containers that are meant to stay. */
    List<String> staying() {
        return services.entrySet().stream()
                .filter(service -> !service.getValue().ends())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the data that stays when a project goes: its volumes, and the folders of the host that its containers write to,
     * but for those that the system fills. A person may remove what was made for the project.
     */
    static List<RetainedData> leftovers(String project, YamlDocument file) {
        JsonNode root = file.root();
        List<RetainedData> all = new ArrayList<>();
        root.path("volumes")
                .properties()
                .forEach(volume -> all.add(volume(project, volume.getKey(), volume.getValue())));
        Set<String> made = HostFolders.of(file).stream()
                .map(HostFolders.Wanted::path)
                .map(ComposeOutline::plain)
                .collect(toSet());
        Set<String> folders = new TreeSet<>(made);
        mounts(file).forEach(mount -> writtenFolder(mount).ifPresent(folders::add));
        folders.forEach(folder -> all.add(leftover("folder ", folder, made.contains(folder), "rm", "-r")));
        return all;
    }

    /** Returns the volumes that Compose creates for it, by their key in the file, as the host calls them. */
    static Map<String, String> ownVolumes(String project, YamlDocument file) {
        Map<String, String> own = new TreeMap<>();
        file.root().path("volumes").properties().forEach(volume -> {
            if (!volume.getValue().path("external").asBoolean()) {
                own.put(volume.getKey(), volumeName(project, volume.getKey(), volume.getValue()));
            }
        });
        return own;
    }

    private static RetainedData volume(String project, String key, JsonNode volume) {
        boolean isExternal = volume.path("external").asBoolean();
        return leftover("volume ", volumeName(project, key, volume), !isExternal, "docker", "volume", "rm");
    }

    private static String volumeName(String project, String key, JsonNode volume) {
        return volume.path("name").asText(volume.path("external").asBoolean() ? key : project + "_" + key);
    }

    private static RetainedData leftover(String kind, String name, boolean isItsOwn, String... removal) {
        List<String> argv = new ArrayList<>(List.of(removal));
        argv.add(name);
        return new RetainedData(kind + name, isItsOwn ? Optional.of(Argv.quoted(argv)) : Optional.empty());
    }

    private static Optional<String> writtenFolder(JsonNode mount) {
        String[] parts = mount.asText().split(":", 3);
        boolean isReadOnly = mount.isObject()
                ? mount.path("read_only").asBoolean()
                : parts.length > 2 && List.of(parts[2].split(",", -1)).contains("ro");
        return hostPath(mount)
                .filter(source -> !isReadOnly)
                .filter(source -> !OF_THE_SYSTEM.matcher(source).matches());
    }

    /** Returns the paths of the host that its containers mount. */
    static Set<String> hostPaths(YamlDocument file) {
        return mounts(file).flatMap(mount -> hostPath(mount).stream()).collect(toCollection(TreeSet::new));
    }

    /** Returns whether a container mounts a folder within a volume. */
    static boolean hasSubpath(YamlDocument file) {
        return mounts(file).anyMatch(mount -> mount.path("volume").has("subpath"));
    }

    private static Stream<JsonNode> mounts(YamlDocument file) {
        return file.root()
                .path("services")
                .valueStream()
                .flatMap(service -> service.path("volumes").valueStream());
    }

    /**
     * Returns the path of the host that either form of a mount names, the short one being {@code SOURCE:/PATH[:OPTIONS]}; nothing for
     * a volume.
     */
    private static Optional<String> hostPath(JsonNode mount) {
        return Optional.of(
                        mount.isObject()
                                ? mount.path("source").asText()
                                : mount.asText().split(":", 2)[0])
                .filter(source -> source.startsWith("/"))
                .map(ComposeOutline::plain);
    }

    /** See {@link Section}. */
    static String plain(String text) {
        return text.replace("$$", "$");
    }

    private static Set<String> sharedNetworks(JsonNode networks) {
        return networks.properties().stream()
                .filter(network -> network.getValue().path("external").asBoolean())
                .map(network -> network.getValue().path("name").asText(network.getKey()))
                .collect(toSet());
    }

    private static Part part(String name, JsonNode root) {
        JsonNode all = root.path("services");
        JsonNode service = all.path(name);
        Set<String> conditions = all.valueStream()
                .map(other -> other.path("depends_on").path(name).path("condition"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(toSet());
        boolean isAwaited = conditions.contains("service_completed_successfully");
        return new Part(
                service.path("image").asText(),
                service.path("labels").path(Labels.REVISION).asText(),
                isAwaited || (conditions.isEmpty() && mayEnd(service)),
                isAwaited,
                service.path("container_name").asText(root.path("name").asText() + "-" + name + "-1"),
                uses(service),
                networks(service, root),
                !PULLS_IF_MISSING.contains(service.path("pull_policy").asText("missing")),
                ImageBuild.of(service),
                service.path("healthcheck").has("start_interval"));
    }

    private static Set<String> uses(JsonNode service) {
        return Stream.concat(
                        Stream.of("network_mode", "pid", "ipc").map(service::path),
                        service.path("volumes_from").valueStream())
                .map(JsonNode::asText)
                .filter(text -> text.startsWith(CONTAINER))
                .map(text -> text.substring(CONTAINER.length()).split(":", 2)[0])
                .collect(toSet());
    }

    /** A container with a health check, or with a restart policy that always applies, is meant to stay. */
    private static boolean mayEnd(JsonNode service) {
        JsonNode check = service.path("healthcheck");
        return (check.isMissingNode() || check.path("disable").asBoolean())
                && service.path("restart").asText().matches("no|on-failure.*");
    }

    /** Who names no network is in the project's own. */
    private static Set<String> networks(JsonNode service, JsonNode root) {
        if (service.has("network_mode")) {
            return Set.of();
        }
        Set<String> networks = new TreeSet<>();
        JsonNode joined = service.path("networks");
        joined.properties().forEach(entry -> networks.add(network(entry.getKey(), root)));
        if (joined.isArray()) {
            joined.forEach(name -> networks.add(network(name.asText(), root)));
        }
        return networks.isEmpty() ? Set.of(network("default", root)) : networks;
    }

    private static String network(String key, JsonNode root) {
        JsonNode network = root.path("networks").path(key);
        boolean isShared = network.path("external").asBoolean();
        return network.path("name").asText(isShared ? key : root.path("name").asText() + "_" + key);
    }
}
