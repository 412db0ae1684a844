import { getUpstreamBuild } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { getUpstreamRelease } from "@/lib/server/heroku/releases";

/** Where an output is right now, and whether its build or release may still write to it. */
export type OutputFacts = { url: string | null; pending: boolean };

/** One output: its key is the same for everybody who reads it; facts are asked with a reader's own grant. */
export type OutputSource = {
  key: string;
  facts: OutputFacts;
  readFacts: (heroku: Heroku) => Promise<OutputFacts>;
};

type Upstream = { id: string; output_stream_url?: string | null | undefined; status: string };

declare global {
  var slipwayOutputJoins: Map<string, Promise<Upstream>> | undefined;
}

function factsOf({ output_stream_url: url, status }: Upstream): OutputFacts {
  return { url: url ?? null, pending: status === "pending" };
}

/** The output of a build. Reading it proves that this grant may. Throws `not_found`, `app_not_found`. */
export async function buildOutput(heroku: Heroku, app: string, build: string): Promise<OutputSource> {
  const found = await together(`${heroku.grant.id} build ${app} ${build}`, () =>
    getUpstreamBuild(heroku, app, build),
  );
  return {
    key: `${heroku.apiUrl} build ${found.id}`,
    facts: factsOf(found),
    readFacts: async (reader) => factsOf(await getUpstreamBuild(reader, app, found.id)),
  };
}

/** The output of a release's phase; a release without one has no URL. Throws as `buildOutput`. */
export async function releaseOutput(heroku: Heroku, app: string, release: string): Promise<OutputSource> {
  const found = await together(`${heroku.grant.id} release ${app} ${release}`, () =>
    getUpstreamRelease(heroku, app, release),
  );
  return {
    key: `${heroku.apiUrl} release ${found.id}`,
    facts: factsOf(found),
    readFacts: async (reader) => factsOf(await getUpstreamRelease(reader, app, found.id)),
  };
}

/** One grant that joins an output again within this time (ms) has just shown that it may. */
const JUST_ASKED_MS = 1_000;

/** Many tabs of one sign-in that join in the same moment ask once: calls are counted upstream. */
function together(key: string, ask: () => Promise<Upstream>): Promise<Upstream> {
  globalThis.slipwayOutputJoins ??= new Map();
  const asking = globalThis.slipwayOutputJoins;
  const known = asking.get(key);
  if (known) return known;
  const answer = ask();
  const forget = (): boolean => asking.delete(key);
  asking.set(key, answer);
  answer.then(() => setTimeout(forget, JUST_ASKED_MS).unref(), forget);
  return answer;
}
