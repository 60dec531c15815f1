# SPDX-License-Identifier: Apache-2.0
# GitLab, as far as a pipeline needs it: a repository that is pushed to, a runner with the shell executor, and what became of
# each job. Source it after lib.sh; it needs $work/runner/bin/homelab.

gitlab_ci_local=4.61.1
jobs='detect-changes validate-services check-schema show-plan deploy-containers configure-authentik configure-traefik
configure-dns update-glance verify-deployment rollback notify-success notify-failure'

# install_runner: gitlab-ci-local in the cache, at $runner; rsync makes its work trees.
install_runner() {
    for command in node npm rsync; do
        command -v "$command" >/dev/null 2>&1 || fail "no $command here. Install Node.js (18 or later) and rsync:

  sudo apt-get install nodejs npm rsync"
    done
    runner=${HOMELAB_IT_CACHE:-$HOME/.cache/homelab-it}/gitlab-ci-local-$gitlab_ci_local
    mkdir -p "${runner%/*}"
    (flock 8 && fetch_runner) 8>"$runner.lock" || exit 1
}

# fetch_runner: puts it there, unless it is; one proof at a time, since others may run beside.
fetch_runner() {
    [ ! -x "$runner/node_modules/.bin/gitlab-ci-local" ] || return 0
    note "installing gitlab-ci-local $gitlab_ci_local"
    rm -rf "$runner"
    mkdir -p "$runner"
    cp "$top/proofs/pipeline-runner/package.json" "$runner"
    (cd "$runner" && npm install --no-audit --no-fund --no-package-lock --ignore-scripts >"$work/out" 2>&1) || {
        cat "$work/out" >&2
        rm -rf "$runner"
        fail "gitlab-ci-local $gitlab_ci_local could not be installed"
    }
}

git_as_somebody() {
    git -c user.name=Somebody -c user.email=somebody@home.arpa -c commit.gpgsign=false "$@"
}

# make_repository: $work/repository, where a person works, and $work/origin.git, which it is pushed to.
make_repository() {
    git init -q --bare -b main "$work/origin.git"
    git init -q -b main "$work/repository"
    git -C "$work/repository" remote add origin "$work/origin.git"
}

# push MESSAGE: everything in $work/repository; $before and $revision are what the branch was, and is now.
push() {
    before=$(git -C "$work/origin.git" rev-parse -q --verify main) || before=0000000000000000000000000000000000000000
    git -C "$work/repository" add -A
    git_as_somebody -C "$work/repository" commit -q --allow-empty -m "$1"
    git -C "$work/repository" push -q origin HEAD:main
    revision=$(git -C "$work/origin.git" rev-parse main)
}

# pipeline NUMBER [OPTION...]: what GitLab does with $revision. Leaves $work/pipelines/NUMBER with its log and its states.
pipeline() {
    number=$1
    shift
    place=$work/pipelines/$number
    mkdir -p "$place"
    # A fresh clone each time, because gitlab-ci-local hands on the artifacts of the pipeline before.
    git clone -q "$work/origin.git" "$place/tree"
    git -C "$place/tree" checkout -q -B main "$revision"
    git -C "$place/tree" remote add gcl-origin https://gitlab.home.arpa/lab/homelab.git
    (cd "$place/tree" &&
        HOMELAB_HOME=$work/runner JOB_STATES=$place/states exec node "$top/proofs/pipeline-runner/run.mjs" "$runner" \
            --home "$work/no-settings" --shell-isolation --no-artifacts-to-source --no-color \
            --variable "CI_PIPELINE_ID=$number" --variable "CI_COMMIT_BEFORE_SHA=$before" \
            --variable "CI_COMMIT_MESSAGE=$(git log -1 --format=%B)" "$@") >"$place/log" 2>&1
}

# expect_pipeline CODE NUMBER [OPTION...]: fails unless gitlab-ci-local ends with CODE, which is 1 if a job failed.
expect_pipeline() {
    wanted=$1
    shift
    code=0
    pipeline "$@" || code=$?
    [ "$code" -eq "$wanted" ] || {
        tail -n 60 "$work/pipelines/$1/log" >&2
        fail "pipeline $1 ended with $code, not $wanted"
    }
}

# became NUMBER: the states of the 13 jobs of a pipeline, a letter each.
became() {
    for job in $jobs; do
        state=$(sed -n "s/^$job //p" "$work/pipelines/$1/states")
        case $state in
            success) printf 's ' ;;
            'success (retried)') printf 'r ' ;;
            failed*) printf 'f ' ;;
            warning*) printf 'w ' ;;
            skipped) printf '. ' ;;
            -) printf -- '- ' ;;
            *) printf '? ' ;;
        esac
    done
}

# expect_jobs NUMBER SCENARIO STATES: asserts what became of the jobs, and adds a row to $table.
table=
expect_jobs() {
    states=$(became "$1")
    table="$table$(printf '  %-34s %s' "$2" "$states")
"
    [ "$states" = "$3 " ] || {
        tail -n 60 "$work/pipelines/$1/log" >&2
        fail "$2: the jobs became $states, not $3"
    }
}

print_table() {
    printf '%s%s' "$table" '  s success, r success when retried, f failed, w failed with a warning, . skipped, - not in the pipeline
  ' >&2
    printf '%s ' $jobs >&2
    printf '\n' >&2
}
