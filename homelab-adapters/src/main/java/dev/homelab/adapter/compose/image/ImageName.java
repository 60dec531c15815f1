// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import java.util.regex.Pattern;

/** The name of an image as people write it: {@code [REGISTRY/]REPOSITORY[:TAG][@DIGEST]}. */
final class ImageName {

    /** The registry of images that name none. */
    static final String DOCKER_HUB = "docker.io";

    private static final Pattern HUB = Pattern.compile("^(index\\.)?docker\\.io/(library/)?");

    private ImageName() {}

    /** Returns the registry it comes from, which is what stands before the first slash if that can be a host. */
    static String registry(String name) {
        String first = name.substring(0, Math.max(name.indexOf('/'), 0));
        boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        return !isHost || HUB.matcher(name).find() ? DOCKER_HUB : first;
    }

    /** Returns what is before tag and digest, as Docker lists it: without the registry if that is Docker Hub. */
    static String repository(String name) {
        int at = name.indexOf('@');
        String tagged = at < 0 ? name : name.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        String repository = colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
        return HUB.matcher(repository).replaceFirst("");
    }
}
