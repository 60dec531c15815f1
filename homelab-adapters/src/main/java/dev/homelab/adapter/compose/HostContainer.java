// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.compose.engine.InspectedContainer;
import dev.homelab.adapter.compose.engine.Relation;
import dev.homelab.adapter.compose.health.ContainerStatus;
import dev.homelab.adapter.compose.health.Life;
import dev.homelab.adapter.compose.port.HostPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container as {@code docker ps} shows it, with what the engine says of it in detail.
 *
 * @param id all 64 digits
 * @param name as Docker knows it
 * @param status how it is
 * @param ports what it publishes while it runs
 * @param project the Compose project it belongs to; empty for none
 * @param service its name in the Compose file
 * @param folder the folder of the project
 * @param mark whose it is, by our label; empty if unmanaged
 * @param revision what it was made from, by our label
 * @param image the id of the image it was made from; empty unless Compose made it
 * @param networks those it is in, separated by commas
 * @param inspected in detail; absent if it went before it could be inspected
 */
record HostContainer(
        String id,
        String name,
        ContainerStatus status,
        List<HostPort> ports,
        String project,
        String service,
        String folder,
        String mark,
        String revision,
        String image,
        String networks,
        Optional<InspectedContainer> inspected) {

    private static final int FIELDS = 12;

    // 0.0.0.0:8096->8096/tcp, [::]:7000-7002->7000-7002/udp
    private static final Pattern PUBLISHED =
            Pattern.compile("(\\S{1,64}):(\\d{1,5})(?:-(\\d{1,5}))?->[\\d-]{1,11}/(\\w{1,8})");

    HostContainer {
        ports = List.copyOf(ports);
    }

    /** Reads what {@link ComposeCommands#ps} printed; nothing is known in detail yet. */
    static List<HostContainer> parse(String output) {
        return output.lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == FIELDS)
                .map(HostContainer::of)
                .toList();
    }

    /** Returns the same container, known in detail if it is among these. */
    HostContainer with(Map<String, InspectedContainer> details) {
        return new HostContainer(
                id,
                name,
                status,
                ports,
                project,
                service,
                folder,
                mark,
                revision,
                image,
                networks,
                Optional.ofNullable(details.get(id)));
    }

    /** Returns the paths of the Compose files that it was created from, separated by commas; empty if they are not known. */
    String composeFiles() {
        return inspected
                .map(details -> details.label(Labels.COMPOSE_FILES))
                .map(files -> files.isEmpty() || files.startsWith("/") ? files : folder + "/" + files)
                .orElse("");
    }

    /** Returns the value of a label that the engine was asked for in detail; empty if it has none. */
    String label(String key) {
        return inspected.map(details -> details.label(key)).orElse("");
    }

    /** Returns the project it belongs to, or becomes if it was started without Compose and is adopted. */
    String projectWhenAdopted() {
        return project.isEmpty() && !Origin.isAside(firstName()) ? Origin.project(firstName()) : project;
    }

    /** Returns its name without those that links of other containers give it: {@code web,app/web}. */
    String firstName() {
        return Stream.of(name.split(",", -1))
                .filter(one -> !one.contains("/"))
                .findFirst()
                .orElse(name);
    }

    /** Says what made it, as part of a sentence. */
    String origin() {
        String image = inspected
                .map(details -> details.image())
                .filter(text -> !text.isEmpty())
                .map(text -> ", of image \"" + text + "\"")
                .orElse("");
        return project.isEmpty()
                ? "it was started without Compose" + image
                : "it belongs to the Compose project \"" + project + "\"" + image;
    }

    /** Returns whether a person has it do something once by {@code docker compose run}: it is not the service's container. */
    boolean isOneOff() {
        return inspected
                .filter(details -> details.label(Labels.COMPOSE_ONEOFF).equalsIgnoreCase("true"))
                .isPresent();
    }

    /** Returns how often it has ended before. */
    Life life() {
        return inspected.map(InspectedContainer::life).orElse(Life.UNKNOWN);
    }

    /** Returns whether the engine starts it again when it ends by itself, however it ends. */
    boolean isStartedAgain() {
        return inspected.map(InspectedContainer::isStartedAgain).orElse(false);
    }

    /** Returns what it publishes, or is about to while it is being restarted or paused. */
    @Override
    public List<HostPort> ports() {
        return status.isUp() || status.state().equals("paused")
                ? Stream.concat(ports.stream(), inspected.map(InspectedContainer::ports).orElse(List.of()).stream())
                        .distinct()
                        .toList()
                : ports;
    }

    /** Returns what it uses of other containers. */
    List<Relation> relations() {
        return inspected.map(InspectedContainer::relations).orElse(List.of());
    }

    /** Returns whether another container refers to this one. */
    boolean isMeantBy(Relation relation) {
        return id.equals(relation.container()) || name.equals(relation.container());
    }

    /** Returns whether another has volumes without a name, made for it alone, of which this one mounts earlier ones. */
    boolean hasOtherVolumesThan(HostContainer other) {
        Map<String, String> mine =
                inspected.map(InspectedContainer::anonymousVolumes).orElse(Map.of());
        Map<String, String> others =
                other.inspected.map(InspectedContainer::anonymousVolumes).orElse(Map.of());
        return others.entrySet().stream()
                .anyMatch(volume -> !volume.getValue().equals(mine.getOrDefault(volume.getKey(), volume.getValue())));
    }

    /** Returns whether it was started, or started again, after another. */
    boolean isStartedAfter(HostContainer other) {
        Optional<Instant> mine = inspected.flatMap(InspectedContainer::startedAt);
        Optional<Instant> others = other.inspected.flatMap(InspectedContainer::startedAt);
        return mine.isPresent() && others.isPresent() && mine.get().isAfter(others.get());
    }

    /** Returns whether it is up and in its networks, or has done its work if it is meant to end. */
    boolean isAsMeant(ComposeOutline.Part part) {
        return (status.isUp() && isIn(part.networks())) || (part.ends() && status.hasDoneItsWork());
    }

    /** Returns whether it is in all of these networks; that it is in more is its person's business. */
    boolean isIn(Set<String> wanted) {
        return allNetworks().containsAll(wanted);
    }

    List<String> allNetworks() {
        return List.of(networks.split(","));
    }

    /** Returns whether what listens in it listens on the host itself, without a published port. */
    boolean isInHostNetwork() {
        return networks.equals("host");
    }

    private static HostContainer of(String[] f) {
        ContainerStatus status = new ContainerStatus(f[1], f[2]);
        return new HostContainer(
                f[11], f[0], status, ports(f[3]), f[4], f[5], f[6], f[7], f[8], f[9], f[10], Optional.empty());
    }

    private static List<HostPort> ports(String text) {
        List<HostPort> ports = new ArrayList<>();
        Matcher published = PUBLISHED.matcher(text);
        while (published.find()) {
            int first = Integer.parseInt(published.group(2));
            int last = published.group(3) == null ? first : Integer.parseInt(published.group(3));
            for (int port = first; port <= last; port++) {
                ports.add(new HostPort(published.group(1), port, published.group(4)));
            }
        }
        return ports;
    }
}
