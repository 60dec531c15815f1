// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.name.Sealed;
import dev.homelab.provision.Leftover;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Risk;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One Compose project: its files, and how far its containers run as they say.
 *
 * @param name of the project and of its folder
 * @param text of {@code compose.yaml}, without our mark; empty when the project is known by its containers alone
 * @param secrets what is in {@code .env}, by variable; see {@link EnvFile}
 * @param files what its containers mount from the folder of the project, by path there; see {@link MountedFiles}
 * @param running whether the containers are up, and were made from this text and these secrets
 */
public record ComposeProject(
        String name, String text, Map<String, Sealed> secrets, Map<String, String> files, Running running)
        implements Resource {

    public ComposeProject {
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public String summary() {
        String images = ComposeOutline.of(text).services().values().stream()
                .map(ComposeOutline.Part::image)
                .distinct()
                .collect(joining(", "));
        return (images.isEmpty() ? name : images) + running.remark();
    }

    @Override
    public List<Leftover> leftovers() {
        return ComposeOutline.leftovers(name, text);
    }

    /** Returns what may be noticed when its containers are made anew. */
    Set<Risk> risksOfUpdate() {
        return running == Running.NOT_AT_ALL ? Set.of() : EnumSet.of(Risk.RESTART);
    }

    /** Returns what may be noticed or lost when it goes and its service is made anew, elsewhere or under another name. */
    Set<Risk> risksOfMove() {
        Set<Risk> risks = EnumSet.noneOf(Risk.class);
        if (running != Running.NOT_AT_ALL) {
            risks.add(Risk.DOWNTIME);
        }
        boolean hasVolumes = YamlText.read(text)
                .filter(file -> !file.path("volumes").isEmpty())
                .isPresent();
        if (hasVolumes) {
            risks.add(Risk.DATA_STAYS_BEHIND);
        }
        return risks;
    }
}
