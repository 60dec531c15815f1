// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.name.Sealed;
import dev.homelab.provision.Resource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Compose project: its two files, and how far its containers run as they say.
 *
 * @param name of the project, of its folder and of its service
 * @param text of {@code compose.yaml}, without our mark; empty when the project is known by its containers alone
 * @param secrets what is in {@code .env}, by variable; see {@link EnvFile}
 * @param running whether the containers are up, and were made from this text and these secrets
 */
public record ComposeProject(String name, String text, Map<String, Sealed> secrets, Running running)
        implements Resource {

    public ComposeProject {
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
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
}
