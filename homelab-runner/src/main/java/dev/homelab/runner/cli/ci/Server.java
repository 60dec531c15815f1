// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.ci;

/** The CI servers that a pipeline is written for. */
public enum Server {
    gitlab(".gitlab-ci.yml"),
    github(".github/workflows/homelab.yml"),
    forgejo(".forgejo/workflows/homelab.yml"),
    gitea(".gitea/workflows/homelab.yml");

    private final String file;

    Server(String file) {
        this.file = file;
    }

    /** Returns where the server looks for a pipeline, from the top of a repository. */
    String file() {
        return file;
    }

    /** Returns the name of the pipeline among the files of this program. Gitea runs what Forgejo does. */
    String resource() {
        return this == gitlab ? "gitlab-ci.yml" : (this == gitea ? forgejo : this).name() + ".yml";
    }

    /** Returns whether a job is given a secret only if the pipeline says so. */
    boolean namesSecrets() {
        return this != gitlab;
    }

    /** Returns the user who usually runs jobs. */
    String user() {
        return switch (this) {
            case gitlab -> "gitlab-runner";
            case github -> "actions-runner";
            case forgejo -> "forgejo-runner";
            case gitea -> "act_runner";
        };
    }
}
