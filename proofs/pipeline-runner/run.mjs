// SPDX-License-Identifier: Apache-2.0
// gitlab-ci-local, with two things as GitLab has them: a job that was skipped keeps nobody waiting, and `retry:exit_codes` is
// heeded. In the end each job and its state is written to $JOB_STATES.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [installed, ...options] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(`${installed}/node_modules/gitlab-ci-local/src/${file}`).href);
const { Executor } = await load("executor.js");
const { Job } = await load("job.js");

const skipped = new Set();
const retries = new Map();

const isIn = (job) => job.when !== "never" && job.when !== "manual";
const isOver = (job) => job.finished || skipped.has(job);
const hasFailed = (job) => job.finished && job.jobStatus === "failed";

/** The jobs it comes after: those it needs, or else all of earlier stages. */
function before(job, jobs, stages) {
    const names = job.needs?.map((need) => need.job);
    return jobs.filter(isIn).filter((other) =>
        names ? names.includes(other.baseName) : stages.indexOf(other.stage) < stages.indexOf(job.stage));
}

function comes(job, past) {
    const failed = past.some(hasFailed);
    const lacking = job.needs !== null && past.some((other) => skipped.has(other));
    return job.when === "always" || (!lacking && failed === (job.when === "on_failure"));
}

Executor.getStartCandidates = (jobs, stages, starters) => {
    const candidates = [];
    for (const job of new Set(starters)) {
        const past = before(job, jobs, stages);
        if (job.started || skipped.has(job) || !past.every(isOver)) {
            continue;
        }
        if (comes(job, past)) {
            candidates.push(job);
        } else {
            skipped.add(job);
        }
    }
    // What was just skipped may be all that others waited for.
    return candidates.length === 0 && starters.some((job) => !job.started && !skipped.has(job))
        ? Executor.getStartCandidates(jobs, stages, starters)
        : candidates;
};

const start = Job.prototype.start;
Job.prototype.start = async function () {
    await start.call(this);
    const { max = 0, exit_codes: codes = [] } = this.jobData.retry ?? {};
    const before = retries.get(this.name) ?? 0;
    if (before < max && [codes].flat().includes(this.preScriptsExitCode)) {
        retries.set(this.name, before + 1);
        await this.start();
    }
};

function state(job) {
    if (!isIn(job)) {
        return "-";
    }
    const word = job.finished ? job.jobStatus : skipped.has(job) ? "skipped" : "waiting";
    return retries.has(job.name) ? `${word} (retried)` : word;
}

const loop = Executor.runLoop;
Executor.runLoop = async (argv, jobs, stages, starters) => {
    await loop.call(Executor, argv, jobs, stages, starters);
    writeFileSync(process.env.JOB_STATES, jobs.map((job) => `${job.name} ${state(job)}\n`).join(""));
};

process.argv = [process.argv[0], "gitlab-ci-local", ...options];
await load("index.js");
