// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import java.util.List;
import java.util.Optional;

/**
 * Everything the site of a homelab shows, as plain data. The same data is its JSON.
 *
 * @param homelab its name
 * @param domain the domain the hostnames of services are under
 * @param generated when it was made, such as {@code 2026-11-30 14:05 UTC}; empty if its pages carry no date
 * @param isPublic whether addresses, ports and definitions are omitted, so that everyone may read it
 * @param isLive whether targets were read
 * @param services all services, by category and then by title
 * @param hosts all hosts, in the order of the inventory
 * @param secrets references to what runs sign in with, such as tokens of targets
 * @param dependencies which service needs which
 * @param runs the recorded runs, the newest first; empty if the record was not read
 * @param drift what was changed by hand; empty if no target was read
 * @param notes what could not be read, a sentence each
 */
public record Site(
        String homelab,
        String domain,
        String generated,
        boolean isPublic,
        boolean isLive,
        List<ServicePage> services,
        List<HostPage> hosts,
        List<SecretPart> secrets,
        DependencyGraph dependencies,
        List<RunPage> runs,
        Optional<PlanPage> drift,
        List<String> notes) {

    private static final int COLOURS = 8;

    public Site {
        services = List.copyOf(services);
        hosts = List.copyOf(hosts);
        secrets = List.copyOf(secrets);
        runs = List.copyOf(runs);
        notes = List.copyOf(notes);
    }

    /** Returns how many services are not as they should be; -1 if neither the record nor a target was read. */
    public int attention() {
        if (services.stream().allMatch(service -> service.health().isEmpty())) {
            return -1;
        }
        return (int) services.stream()
                .flatMap(service -> service.health().stream())
                .filter(health -> health.level().equals("bad") || health.level().equals("warn"))
                .count();
    }

    /**
     * What is known of how a service or a run is.
     *
     * @param word such as {@code healthy}
     * @param level {@code ok}, {@code warn}, {@code bad} or {@code none}, which chooses a colour and a sign
     * @param detail what it is taken from, such as the run
     */
    public record Health(String word, String level, String detail) {}

    /**
     * One service.
     *
     * @param name unique, and the name of its page
     * @param title what people call it
     * @param initials one or two letters that stand for a picture
     * @param description one line on what it is; empty if there is none
     * @param category the folder its definition is in
     * @param host the machine that runs it; empty for an appliance that runs elsewhere
     * @param file the definition, as a path
     * @param project the Compose project; empty without containers
     * @param isProtected whether no run deletes it
     * @param isPaused whether its containers are stopped
     * @param links where people reach it
     * @param signIn how people sign in, in words; empty if the definition says nothing
     * @param groups who may sign in; empty for everyone who can sign in
     * @param needs services that have to be up first
     * @param neededBy services that need this one
     * @param containers what runs
     * @param data volumes and folders: what to back up
     * @param names names beside those of the links, and what they answer
     * @param routes how the proxy leads visitors to it
     * @param secrets references to secrets: what to rotate
     * @param health how it is; empty if neither the record nor a target was read
     * @param history the runs that were to change it, the newest first
     * @param definition the definition with every default, line by line; empty on a public site
     * @param defaults what counts although neither the definition nor the inventory says it
     */
    public record ServicePage(
            String name,
            String title,
            String initials,
            String description,
            String category,
            String host,
            String file,
            String project,
            boolean isProtected,
            boolean isPaused,
            List<Link> links,
            String signIn,
            List<String> groups,
            List<String> needs,
            List<String> neededBy,
            List<ContainerPart> containers,
            List<DataPart> data,
            List<NamePart> names,
            List<RoutePart> routes,
            List<SecretPart> secrets,
            Optional<Health> health,
            List<Visit> history,
            List<Line> definition,
            List<Value> defaults) {

        /** Returns which of eight colours its letters have. */
        public int hue() {
            return Math.floorMod(name.hashCode(), COLOURS);
        }
    }

    /** An address people visit; the label is the address without its scheme. */
    public record Link(String url, String label) {}

    /**
     * One container.
     *
     * @param name as its service calls it
     * @param containerName as Docker calls it
     * @param image without its digest
     * @param digest the digest it is pinned to; empty if it is pinned by a tag alone
     * @param runs the digest that it really runs, and when that was built; empty if no target was read
     * @param since when a run last changed something of its service; empty if no record was read
     * @param ports published ports; empty on a public site
     * @param networks shared networks, or the network it uses
     * @param limits the most it may use, in words; empty for no limit
     */
    public record ContainerPart(
            String name,
            String containerName,
            String image,
            String digest,
            Optional<RunningImage> runs,
            String since,
            List<PortPart> ports,
            List<String> networks,
            String limits) {}

    /**
     * The image that a container really runs.
     *
     * @param digest of it; empty if it was built on the host
     * @param isAsDefined whether the definition asks for that digest
     * @param built the day it was built; empty if that is not known
     * @param age of it in words, such as {@code 9 months}; empty if that is not known
     */
    public record RunningImage(String digest, boolean isAsDefined, String built, String age) {}

    /**
     * One published port.
     *
     * @param first the first port of the host, by which ports are sorted; 0 if Docker chooses it
     * @param host the port or ports of the host
     * @param container the port or ports of the container
     * @param protocol {@code tcp} or {@code udp}
     * @param listens the address it listens at
     */
    public record PortPart(int first, String host, String container, String protocol, String listens) {}

    /**
     * One volume or folder of the host.
     *
     * @param kind {@code volume} or {@code folder}
     * @param source the volume as Docker calls it, or the folder's path
     * @param mounts where containers see it, such as {@code server:/config}
     * @param isReadOnly whether no container of the service writes to it
     */
    public record DataPart(String kind, String source, List<String> mounts, boolean isReadOnly) {}

    /** A name and what it answers: an address or another name. */
    public record NamePart(String hostname, String answer) {}

    /**
     * How the proxy leads visitors on.
     *
     * @param from hostname and path
     * @param to the container and its port, or the appliance; empty on a public site
     * @param middlewares what happens to a request on its way, in order
     * @param tls who gets the certificate; empty for what the proxy is set to
     */
    public record RoutePart(String from, String to, List<String> middlewares, String tls) {}

    /** The variable or setting that has a secret, and where the secret is kept; a sealed one is never shown. */
    public record SecretPart(String place, String reference) {}

    /** A run that was to change a service, how it ended for the service, and how many changes it had. */
    public record Visit(String run, String at, Health health, int changes) {}

    /** A line of a definition; the origin is empty where the definition itself says it. */
    public record Line(int number, String text, String origin) {}

    /** A path and its value. */
    public record Value(String path, String value) {}

    /**
     * One machine.
     *
     * @param name as named in the inventory
     * @param address where it is reached; empty on a public site
     * @param access how homelab works there, in words; empty on a public site
     * @param services what runs there
     * @param targets what homelab keeps in line there, as {@code NAME (KIND)}
     * @param ports what is published, by port; empty on a public site
     * @param networks the shared networks that containers there use
     * @param memory the sum of memory limits, in words; empty if no container has one
     * @param cpus the sum of processor limits, in words; empty if no container has one
     * @param unlimited how many containers have no limit of memory
     * @param data volumes and folders of its services
     */
    public record HostPage(
            String name,
            String address,
            String access,
            List<Hosted> services,
            List<String> targets,
            List<HostPort> ports,
            List<String> networks,
            String memory,
            String cpus,
            int unlimited,
            List<HostData> data) {}

    /** A service on a host. */
    public record Hosted(String name, String title, int containers, Optional<Health> health) {}

    /** A published port of a host, and which container of which service listens there. */
    public record HostPort(PortPart port, String service, String container) {}

    /** A volume or folder of a host, and the service that has it. */
    public record HostData(DataPart data, String service) {}

    /**
     * One recorded run.
     *
     * @param run its id
     * @param at when it began
     * @param version of the program
     * @param health how it ended
     * @param services how many services it was to change
     * @param rolledBack the services that were rolled back
     * @param found what spoke against services before they were rolled back, as {@code SERVICE: FINDING}; empty on a public site
     * @param plan what it was to change, and how far each change came
     */
    public record RunPage(
            String run,
            String at,
            String version,
            Health health,
            int services,
            List<String> rolledBack,
            List<String> found,
            PlanPage plan) {}
}
