export type Job = {
  id: string;
  appId: string;
  /** A seed build waits while any other build is pending or running, and takes no slot from one. */
  seed: boolean;
  run(): Promise<void>;
};

export type BuildQueue = {
  add(job: Job): void;
  /** Removes a job that has not started. Returns false if it has started or is unknown. */
  withdraw(id: string): boolean;
  /** Removes all jobs that have not started. */
  clear(): void;
  /** Resolves when the job has ended, or at once if it is not running. */
  ended(id: string): Promise<void>;
  waiting(): Job[];
  running(): Job[];
};

/** Runs one build at a time per app, in the order of `add`, and at most `slots` builds plus one seed build over all apps. */
export function createBuildQueue(slots: number): BuildQueue {
  const waiting: Job[] = [];
  const running = new Map<Job, Promise<void>>();

  function mayStart(job: Job): boolean {
    const jobs = [...running.keys()];
    if (jobs.some((other) => other.appId === job.appId)) return false;
    const users = jobs.filter((other) => !other.seed).length;
    if (!job.seed) return users < slots;
    return users === 0 && jobs.length === 0 && waiting.every((other) => other.seed);
  }

  function startNext() {
    const blocked = new Set<string>();
    for (const job of [...waiting]) {
      if (!blocked.has(job.appId) && mayStart(job)) start(job);
      // A waiting seed build does not block other builds.
      else if (!job.seed) blocked.add(job.appId);
    }
  }

  function start(job: Job) {
    waiting.splice(waiting.indexOf(job), 1);
    const done = job.run().finally(() => {
      running.delete(job);
      startNext();
    });
    running.set(job, done);
    // `run` reports its own failures; the queue only needs to know when it ends.
    done.catch(() => {});
  }

  return {
    add(job) {
      waiting.push(job);
      startNext();
    },
    withdraw(id) {
      const index = waiting.findIndex((job) => job.id === id);
      if (index !== -1) waiting.splice(index, 1);
      startNext();
      return index !== -1;
    },
    clear() {
      waiting.length = 0;
    },
    async ended(id) {
      for (const [job, done] of running) if (job.id === id) await done.catch(() => {});
    },
    waiting: () => [...waiting],
    running: () => [...running.keys()],
  };
}
