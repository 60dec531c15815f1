// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

/** The labels of containers that this program writes or reads. */
final class Labels {

    /** Whose a container is, as {@code HOMELAB/SERVICE}. */
    static final String SERVICE = "dev.homelab.service";

    /** What a container was made from. */
    static final String REVISION = "dev.homelab.revision";

    /** What the container of another project was made from whose network this one uses. */
    static final String NETWORK = "dev.homelab.network";

    static final String COMPOSE_PROJECT = "com.docker.compose.project";
    static final String COMPOSE_SERVICE = "com.docker.compose.service";

    /** {@code True} for a container of {@code docker compose run}. */
    static final String COMPOSE_ONEOFF = "com.docker.compose.oneoff";

    /** The id of the image that a container was made from; Compose 2 and later. */
    static final String COMPOSE_IMAGE = "com.docker.compose.image";

    static final String COMPOSE_FILES = "com.docker.compose.project.config_files";
    static final String COMPOSE_FOLDER = "com.docker.compose.project.working_dir";

    /** The files that variables were read from instead of {@code .env}, separated by commas. */
    static final String COMPOSE_ENV_FILE = "com.docker.compose.project.environment_file";

    /** What Compose compares with its file. */
    static final String COMPOSE_HASH = "com.docker.compose.config-hash";

    private Labels() {}
}
