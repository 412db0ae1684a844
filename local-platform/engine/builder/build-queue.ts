export type Job = {
  id: string;
  appId: string;
  /** A seed build waits while any other build is pending or running, and takes no slot from one. */
  seed: boolean;
  run(): Promise<void>;
};

export type BuildQueue = {
  add(job: Job): void;
  /** Takes a job out that has not started; false when it has, or is unknown. */
  withdraw(id: string): boolean;
  /** Forgets what has not started. */
  clear(): void;
  /** Resolves when the job has ended; at once when it is not running. */
  ended(id: string): Promise<void>;
  waiting(): Job[];
  running(): Job[];
};

/** One build at a time for each app, in the order of `add`; over all apps at most `slots`, and one seed build. */
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
      // A seed build that must wait holds up nobody.
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
    // `run` reports its own failures; here only the turn matters.
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
