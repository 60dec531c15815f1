// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Paths of a host that containers mount and that do not exist there. Docker creates each as an empty folder owned by root.
 *
 * @param byProject the paths of each project
 */
record MissingMounts(Map<String, Set<String>> byProject) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What is a file everywhere, or ends as files do; {@code conf.d} and {@code app-1.2} do not. */
    private static final Pattern FILE = Pattern.compile(
            "/etc/(localtime|timezone|machine-id|passwd|group|hosts|hostname)|.*[^/]\\.(?!d\\z)[A-Za-z][A-Za-z0-9]{0,9}");

    /** Looks for what changed projects mount. Asks the host for nothing if that is nothing. */
    static MissingMounts look(RemoteHost host, List<Change<ComposeProject>> changes) {
        Map<String, Set<String>> mounted = new TreeMap<>();
        Set<String> created = new TreeSet<>();
        changes.stream()
                .flatMap(change -> change.after().stream())
                .map(picture -> picture.resource())
                .forEach(project -> {
                    mounted.put(project.name(), sources(project));
                    HostFolders.of(project.text()).forEach(folder -> created.add(ComposeOutline.plain(folder.path())));
                });
        mounted.values().forEach(paths -> paths.removeAll(created)); // of whichever service, in the same run
        Set<String> all = mounted.values().stream().flatMap(Set::stream).collect(toCollection(TreeSet::new));
        if (!all.isEmpty()) {
            Set<String> missing = missing(host, all);
            mounted.values().forEach(paths -> paths.retainAll(missing));
        }
        mounted.values().removeIf(Set::isEmpty);
        return new MissingMounts(mounted);
    }

    /** Returns a problem for each project that mounts files. */
    List<Problem> files(ComposeProblems problems) {
        return each(true, problems::mountedFilesMissing);
    }

    /** Returns a problem for each of these projects that mounts folders. */
    List<Problem> folders(ComposeProblems problems, Set<String> projects) {
        Map<String, Set<String>> some = new TreeMap<>(byProject);
        some.keySet().retainAll(projects);
        return new MissingMounts(some).each(false, problems::mountedFoldersMissing);
    }

    /** Returns what is known before anything was looked for. */
    static MissingMounts none() {
        return new MissingMounts(Map.of());
    }

    private List<Problem> each(boolean areFiles, BiFunction<String, List<String>, Problem> problem) {
        List<Problem> found = new ArrayList<>();
        byProject.forEach((project, paths) -> {
            List<String> some = paths.stream()
                    .filter(path -> FILE.matcher(path).matches() == areFiles)
                    .toList();
            if (!some.isEmpty()) {
                found.add(problem.apply(project, some));
            }
        });
        return found;
    }

    /** Only what the host says does not exist: what this user may not see may exist. */
    private static Set<String> missing(RemoteHost host, Set<String> paths) {
        List<String> argv = new ArrayList<>(List.of("env", "LC_ALL=C", "ls", "-d", "-L"));
        argv.addAll(paths);
        return missing(host.run(argv, LIMIT).errors(), paths);
    }

    static Set<String> missing(String errors, Set<String> paths) {
        Set<String> missing = new TreeSet<>();
        List<String> complaints = errors.lines().toList();
        for (String path : paths) {
            boolean isGone = complaints.stream()
                    .anyMatch(line -> line.endsWith("'" + path + "': No such file or directory")
                            || line.endsWith(" " + path + ": No such file or directory"));
            if (isGone) {
                missing.add(path);
            }
        }
        return missing;
    }

    /** Excludes the files that homelab writes first. */
    private static Set<String> sources(ComposeProject project) {
        Set<String> sources = ComposeOutline.hostPaths(project.text());
        Set<String> own = new TreeSet<>();
        project.files().keySet().forEach(place -> own.add(MountedFiles.FOLDER + "/" + MountedFiles.placeOf(place)));
        project.text().root().path(WritableCopies.KEY).fieldNames().forEachRemaining(own::add);
        own.forEach(place -> sources.removeIf(path -> path.endsWith("/" + project.name() + "/" + place)));
        SecretFiles.of(project.secrets())
                .keySet()
                .forEach(file -> sources.removeIf(path -> path.endsWith("/" + project.name() + "/" + file)));
        return sources;
    }
}
