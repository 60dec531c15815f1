// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.compose.HostFolders.Wanted;
import dev.homelab.adapter.compose.network.HostNetworks.Shortage;
import dev.homelab.adapter.compose.port.HostPort;
import dev.homelab.adapter.compose.port.Listener;
import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Says what is wrong when Docker or Compose fails, and what to do about it. */
final class ComposeProblems {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RemoteHost host;
    private final String user;
    private final StartProblems starts;

    /**
     * Problems of one host.
     *
     * @param user who signs in there
     */
    ComposeProblems(RemoteHost host, String user) {
        this.host = host;
        this.user = user;
        this.starts = new StartProblems(host);
    }

    /** Returns why {@code docker} itself cannot be used. */
    Problem docker(CommandResult result) {
        if (result.exit() == 127) {
            return problem(
                    "docker not installed",
                    "a session of \"%s\" finds no command \"docker\" on its PATH nor in the usual folders."
                            .formatted(user),
                    """
                    if it is somewhere else, name it at the host in the inventory; if not, install Docker Engine with its Compose plugin:

                      docker: {program: /path/to/docker}
                      https://docs.docker.com/engine/install/""");
        }
        if (result.errors().contains("Cannot connect")) {
            return notAnswering(result);
        }
        if (result.errors().contains("permission denied")) {
            return problem(
                    "docker not permitted",
                    "the user \"%s\" may not use Docker: %s".formatted(user, result.reason()),
                    "let the user, and sign in again; or say \"sudo: true\" at the host in the inventory:\n\n  sudo usermod -aG docker "
                            + user);
        }
        return notUsable(result);
    }

    private Problem notUsable(CommandResult result) {
        return problem(
                "docker not usable",
                "\"docker\" failed: " + result.reason(),
                "see that the engine runs:\n\n  sudo systemctl start docker");
    }

    /** An engine without root answers at a socket of its user alone. */
    private Problem notAnswering(CommandResult result) {
        String id = host.run(List.of("id", "-u"), LIMIT).output().strip();
        String socket = "/run/user/" + id + "/docker.sock";
        return host.run(List.of("test", "-S", socket), LIMIT).succeeded()
                ? problem(
                        "docker answers elsewhere",
                        "\"docker\" failed: %s The user \"%s\" has a rootless Docker at \"%s\"."
                                .formatted(result.reason(), user, socket),
                        "name its socket at the host in the inventory:\n\n  docker: {socket: " + socket + "}")
                : notUsable(result);
    }

    /** Returns why {@code docker compose} cannot be used. */
    Problem compose(CommandResult result) {
        return problem(
                "compose plugin not installed",
                "\"docker compose version\" failed: " + result.reason(),
                "install the plugin there, on Debian and Ubuntu with Docker's packages:\n\n"
                        + "  sudo apt-get install docker-compose-plugin");
    }

    /** Returns that a command of a run that is gone still works on a project. */
    Problem stillRunning(String project, long process, Duration waited) {
        return problem(
                "earlier compose command still running",
                "\"docker compose\" for \"%s\", which an earlier run started, still runs on the host as process %d after %d s."
                        .formatted(project, process, waited.toSeconds()),
                "wait until it ends, or stop it there, and run again:\n\n  kill %d".formatted(process));
    }

    Problem composeTooOld(ComposeVersion version) {
        return problem(
                "compose plugin too old",
                "the Compose plugin of \"%s\" is version %s, and homelab needs %s or later."
                        .formatted(user, version, ComposeVersion.LEAST),
                "install a later one, on Debian and Ubuntu with Docker's packages:\n\n"
                        + "  sudo apt-get install docker-compose-plugin");
    }

    /** Returns that Compose would refuse these projects for the age of the engine. */
    Problem noStartIntervals(List<String> projects) {
        return problem(
                "engine too old for startInterval",
                "the engine of \"%s\" is older than 25, which is the first that knows \"startInterval\"; Compose refuses it there. It is in %s."
                        .formatted(user, String.join(", ", projects)),
                "remove startInterval from healthcheck, or install a later engine.");
    }

    /** Returns that the folder of all projects cannot be written to. */
    Problem root(String root) {
        return problem(
                "folder not writable",
                "the user \"%s\" may not write in \"%s\".".formatted(user, root),
                "give it to the user:\n\n  sudo install -d -o %s %s".formatted(user, root));
    }

    /** Returns that the files of a project of ours cannot be read. */
    Problem closed(String folder) {
        return problem(
                "folder not usable",
                "the user \"%s\" may not read what is in \"%s\".".formatted(user, folder),
                "give the files there to the user:\n\n  sudo chown -R %1$s %2$s/compose.yaml %2$s/.env"
                        .formatted(user, folder));
    }

    /** Returns that a folder for the containers could not be made. */
    Problem fileNotPrepared(String service, String path, List<String> argv, CommandResult result) {
        return new Problem(
                "mounted file not prepared",
                host.where(),
                "\"%s\", which a container of \"%s\" mounts, could not be given its rights or copied: \"%s\" failed: %s"
                        .formatted(path, service, Argv.quoted(argv), result.reason()),
                "let the user who signs in be root, who alone can give files away; or remove \"owner\" from the file, and see that there is room.");
    }

    Problem folderNotMade(String project, Wanted folder, CommandResult result) {
        return problem(
                "folder not made",
                "\"%s\" needs the folder \"%s\": %s".formatted(project, folder.path(), result.reason()),
                "make it there:\n\n  sudo " + String.join(" ", folder.make()));
    }

    /** Returns that a network of several projects could not be made. */
    Problem networkNotMade(String project, String network, List<String> make, CommandResult result) {
        if (isOutOfNetworks(result)) {
            return noNetworksLeft(project, result);
        }
        if (result.errors().contains("Pool overlaps with other one")) {
            return problem(
                    "subnet taken on host",
                    "\"%s\" needs the network \"%s\", whose subnet another network of the host has: %s"
                            .formatted(project, network, result.reason()),
                    "choose another subnet for it in the inventory; this shows those that are taken:\n\n"
                            + "  docker network inspect -f '{{.Name}} {{range .IPAM.Config}}{{.Subnet}} {{end}}' $(docker network ls -q)");
        }
        return problem(
                "network not made",
                "\"%s\" needs the network \"%s\": %s".formatted(project, network, result.reason()),
                "correct what the inventory says of it, or see what Docker says there:\n\n  " + Argv.quoted(make));
    }

    /** Returns that a network that the inventory leaves to others is not there. */
    Problem externalNetworkMissing(String network) {
        return problem(
                "external network not on host",
                "services join the network \"%s\", which the inventory says is created outside of homelab, and it does not exist."
                        .formatted(network),
                "create it there, or remove \"external\" from it in the inventory.");
    }

    /** Returns that a shared network was created in another way than the inventory says. */
    Problem networkDiffers(String network, List<String> differences) {
        return problem(
                "network has other settings",
                "the network \"%s\" exists with other settings than the inventory says: %s. Docker changes none of them later."
                        .formatted(network, String.join("; ", differences)),
                "let the inventory say what it has; or stop the services in it, remove it, and apply again:\n\n  docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' %1$s\n  docker network rm %1$s"
                        .formatted(Quoted.word(network)));
    }

    /**
     * Returns that Compose would ask whether to delete a volume.
     *
     * @param key its name in the file
     * @param name its name on the host
     * @param there what it was created with; empty for nothing
     * @param wanted what the definition has; empty for nothing
     */
    Problem volumeDiffers(String service, String key, String name, String there, String wanted) {
        String difference = there.equals(wanted)
                ? "with other values of options than its definition has (%s)".formatted(there)
                : "with options that its definition does not have, or without those it has (%s; definition: %s)"
                        .formatted(there.isEmpty() ? "none" : there, wanted.isEmpty() ? "none" : wanted);
        return problem(
                "volume has other options",
                "the volume \"%s\" that \"%s\" mounts was created %s. Compose would ask whether to delete its data and create it again, or use it as it is."
                        .formatted(name, service, difference),
                "keep the volume as it is by this in the definition, or mount one of another name and move the data there:\n\n  volumes: {%s: {name: %s, external: true}}"
                        .formatted(key, name));
    }

    /** Returns that the engine does not know folders within volumes: it would mount all of the volume, and say nothing. */
    Problem subpathNotKnown(String service, String version) {
        return problem(
                "engine too old for subpath",
                "\"%s\" mounts a folder within a volume, which engines know from version 26 on (API 1.45); the one of the host has API %s, and would mount all of the volume instead."
                        .formatted(service, version),
                "upgrade Docker there, or mount the whole volume, or a folder of the host.");
    }

    /** Returns that a wanted port is taken. */
    Problem portTaken(String service, HostPort port, HostContainer by) {
        return problem(
                "port taken on host",
                "\"%s\" is to publish %s, where the container \"%s\" listens, which is not this homelab's."
                        .formatted(service, port, by.name()),
                "choose another port for \"%s\", or stop the container:\n\n  docker stop %s"
                        .formatted(service, by.name()));
    }

    /** Returns that a wanted port is taken by something outside of Docker. */
    Problem portTaken(String service, HostPort port, Listener by) {
        return problem(
                "port taken on host",
                "\"%s\" is to publish %s, where %s listens%s, in no container."
                        .formatted(
                                service,
                                port,
                                by.program()
                                        .map(name -> "the program \"" + name + "\"")
                                        .orElse("a program"),
                                by.address().isEmpty() ? "" : " at " + by.address()),
                "choose another port for \"%s\", or see what it is and stop it:\n\n  sudo ss -lntup 'sport = :%d'"
                        .formatted(service, by.port()));
    }

    /** Returns that another container has the name of one that is to be created. */
    Problem nameTaken(String service, HostContainer by) {
        String name = by.firstName();
        return problem(
                "container name taken on host",
                "\"%s\" is to create a container \"%s\", and a container of that name exists: %s."
                        .formatted(service, name, by.origin()),
                "give the one of \"%s\" another \"containerName\", or rename the one that exists, or remove it; its volumes stay:\n\n  docker rename %s %s-old\n  docker rm -f %s"
                        .formatted(service, name, name, name));
    }

    /** Returns that a container without Compose, which a rollback needs, was removed. */
    Problem asideGone(Origin origin) {
        return problem(
                "earlier container is gone",
                "the container \"%s\", which was started without Compose, is not there any more, so it cannot be started again."
                        .formatted(origin.name()),
                "start it again as you did at first, or keep the service as it is defined.");
    }

    /** Returns that a container without Compose could not be stopped, renamed or started. */
    Problem notSetAside(Origin origin, CommandResult result) {
        return problem(
                "container not set aside",
                "the container \"%s\", which was started without Compose, could not be stopped, renamed or started: %s"
                        .formatted(origin.name(), result.reason()),
                "look at it on the host:\n\n  docker ps -a --filter name=" + origin.name());
    }

    /** Returns that the files of a project say something else than what its containers were created from. */
    Problem filesChangedSince(String project, Collection<String> services, Origin origin) {
        return problem(
                "project not as its files say",
                "the files of project \"%s\" (%s) say something else of %s than what runs, so that a rollback could not restore it."
                        .formatted(
                                project,
                                String.join(", ", origin.files()),
                                services.stream()
                                        .map(name -> "\"" + name + "\"")
                                        .collect(joining(", "))),
                "bring it up from its files once, and plan again:\n\n  docker compose -p %s --project-directory %s%s up -d"
                        .formatted(
                                project,
                                origin.folder(),
                                origin.files().stream()
                                        .map(file -> " -f " + file)
                                        .collect(joining())));
    }

    /** Returns that Docker would create folders in place of files that do not exist. */
    Problem secretFilesNotGiven(String service, String to, CommandResult result) {
        return new Problem(
                "secret file not given away",
                host.where(),
                "the containers of \"%s\" could not read their secretFiles, since giving them to \"%s\" failed: %s"
                        .formatted(service, to, result.reason()),
                "let the user who signs in be root or the user of the container; or give the container the number of that user as its \"user\".");
    }

    Problem mountedFilesMissing(String service, List<String> paths) {
        return problem(
                "mounted file not on host",
                "there is no %s, which \"%s\" mounts. Docker would create an empty folder owned by root in its place, and the container would find a folder instead of a file."
                        .formatted(quoted(paths), service),
                "create the file there first, or correct the path. If a folder is meant, create that:\n\n  sudo "
                        + makeFolders(paths));
    }

    /** Returns that Docker would create folders that do not exist. */
    Problem mountedFoldersMissing(String service, List<String> paths) {
        return problem(
                "mounted folder not on host",
                "there is no %s, which \"%s\" mounts. Docker would create an empty folder owned by root, which a container of another user cannot write to, and which hides that a disk or share is not mounted."
                        .formatted(quoted(paths), service),
                "mount the disk or share, correct the path, or create the folder for the user of the container; \"folders\" in the definition does that, too:\n\n  sudo "
                        + makeFolders(paths));
    }

    private static String quoted(List<String> paths) {
        return paths.stream().map(path -> "\"" + path + "\"").collect(joining(" and no "));
    }

    private static String makeFolders(List<String> paths) {
        List<String> argv = new ArrayList<>(List.of("install", "-d", "-o", "1000", "-g", "1000"));
        argv.addAll(paths);
        return Argv.quoted(argv);
    }

    /** Returns that an adopted project could not be rolled back, because Compose refuses its file. */
    Problem notToBeGivenBack(String project, String file, CommandResult check) {
        return problem(
                "adopted file refused by compose",
                "\"%s\" runs, and Compose refuses its file \"%s\", so a rollback could not start it again: %s"
                        .formatted(project, file, check.reason()),
                "correct the file, or take the project down; its volumes stay:\n\n  docker compose -p %s down"
                        .formatted(project));
    }

    /** Returns that an unmanaged project has appeared since the plan was made. */
    Problem appeared(String project, String folder) {
        return problem(
                "project has appeared",
                "since the plan was made, files that homelab did not write have appeared in \"%s\".".formatted(folder),
                "remove them, or plan again and adopt \"%s\".".formatted(project));
    }

    /** Returns that a project of this name is not in our folder, so that its files are unknown here. */
    Problem elsewhere(String project, String folder) {
        return problem(
                "project runs elsewhere",
                "a project \"%s\" is there whose files are not \"%s\", so it could not be given back."
                        .formatted(project, folder),
                "move its file there, or take it down where it is; its volumes stay:\n\n  docker compose -p %s down"
                        .formatted(project));
    }

    /**
     * Returns why a service did not come up.
     *
     * @param images those of the service
     * @param evidence what its containers show; read only where the failure does not say the cause itself
     */
    Problem failed(String service, Collection<String> images, CommandResult result, Supplier<List<Evidence>> evidence) {
        if (isOutOfNetworks(result)) {
            return noNetworksLeft(service, result);
        }
        return starts.said(service, images, result)
                .orElseGet(() -> starts.shown(service, StartProblems.notUp(service, result.reason()), evidence.get()));
    }

    Problem notExecutable(String service, CommandResult result) {
        return new Problem(
                "build folder not written",
                host.where(),
                "files that an image of \"%s\" is built from cannot be made executable: %s"
                        .formatted(service, result.reason()),
                "check the rights of the user who signs in. Nothing was changed.");
    }

    /** Returns that a container that was to do its work and end well ended otherwise. */
    Problem workFailed(String service, HostContainer container, List<Evidence> evidence) {
        String how = container
                .status()
                .exitCode()
                .map(code -> " with exit code " + code)
                .orElse("");
        String why = "container %s is meant to end well and ended%s".formatted(container.name(), how);
        return starts.shown(service, StartProblems.notUp(service, why), evidence);
    }

    /** Returns why containers of a service that had come up are not healthy. */
    Problem notStaying(String service, List<Evidence> evidence) {
        return starts.shown(
                service,
                "\"%s\" came up and is not healthy: %s"
                        .formatted(
                                service,
                                evidence.stream().map(Evidence::summary).collect(joining("; "))),
                evidence);
    }

    /** Returns that a container stays in a state from which nothing can start it. */
    Problem notRevived(HostContainer container, List<String> argv, CommandResult result) {
        return problem(
                "container stuck",
                "the container \"%s\" is %s, and \"%s\" failed: %s"
                        .formatted(
                                container.name(), container.status().state(), String.join(" ", argv), result.reason()),
                "restart the engine, which frees what it holds, and apply again:\n\n  sudo systemctl restart docker");
    }

    /** Returns that a service did not come up again that uses something of another one, which was changed. */
    Problem dependentNotUp(String lender, String service, Problem why) {
        return problem(
                        "dependent service did not come up",
                        "\"%s\" uses the network or another part of \"%s\", and did not come up again with it: %s"
                                .formatted(service, lender, why.detail()),
                        why.fix())
                .showing(why.evidence());
    }

    private static boolean isOutOfNetworks(CommandResult result) {
        return result.reason().contains("address pool");
    }

    /** Returns that there are not enough addresses for the networks that are still to be made. */
    Problem noNetworksLeft(Shortage shortage) {
        List<String> missing = shortage.missing();
        return noNetworksLeft(
                "%d more networks are needed, such as \"%s\", and Docker has addresses for %d more of %d in all."
                        .formatted(missing.size(), missing.get(0), Math.max(0, shortage.free()), shortage.all()));
    }

    private Problem noNetworksLeft(String service, CommandResult result) {
        return noNetworksLeft("\"%s\" did not come up: %s.".formatted(service, result.reason()));
    }

    private Problem noNetworksLeft(String what) {
        return problem(
                "no networks left",
                what + " Each service has a network of its own, and Docker has addresses for about 30 by default.",
                """
                remove unused networks, or give Docker smaller and more of them in /etc/docker/daemon.json, restart it, and say how many in the inventory ("networks: 4000"):

                  docker network prune
                  {"default-address-pools": [{"base": "172.16.0.0/12", "size": 24}]}""");
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, host.where(), detail, fix);
    }
}
