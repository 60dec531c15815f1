// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.ci;

/** The CI servers that a pipeline is written for. */
enum Server {
    gitlab(".gitlab-ci.yml"),
    github(".github/workflows/homelab.yml"),
    forgejo(".forgejo/workflows/homelab.yml");

    private final String file;

    Server(String file) {
        this.file = file;
    }

    /** Returns where the server looks for a pipeline, from the top of a repository. */
    String file() {
        return file;
    }

    /** Returns the name of the pipeline among the files of this program. */
    String resource() {
        return this == gitlab ? "gitlab-ci.yml" : name() + ".yml";
    }
}
