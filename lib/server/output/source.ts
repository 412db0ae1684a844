import { ReadThroughCache } from "@/lib/server/cache";
import { getUpstreamBuild } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { getUpstreamRelease } from "@/lib/server/heroku/releases";
import { perProcess } from "@/lib/server/process/per-process";

/** The current URL of an output. `pending`: true if its build or release may still write to it. */
export type OutputFacts = { url: string | null; pending: boolean };

/** An output. `key` is the same for all readers; `readFacts` requests the facts with a reader's grant. */
export type OutputSource = {
  key: string;
  facts: OutputFacts;
  readFacts: (heroku: Heroku) => Promise<OutputFacts>;
};

type Upstream = { id: string; output_stream_url?: string | null | undefined; status: string };

/** Reuses a grant's verified access for a second: upstream limits calls, and requests come in pairs. */
const verified = perProcess(
  "output-access",
  () => new ReadThroughCache<Upstream>({ freshMs: 1_000, max: 1_000 }),
);

function factsOf({ output_stream_url: url, status }: Upstream): OutputFacts {
  return { url: url ?? null, pending: status === "pending" };
}

/** Returns the output of a build after verifying the grant's access. Throws `not_found`, `app_not_found`. */
export async function buildOutput(heroku: Heroku, app: string, build: string): Promise<OutputSource> {
  const found = await verified().get(`${heroku.grant.id} build ${app} ${build}`, Date.now(), () =>
    getUpstreamBuild(heroku, app, build),
  );
  return {
    key: `${heroku.apiUrl} build ${found.id}`,
    facts: factsOf(found),
    readFacts: async (reader) => factsOf(await getUpstreamBuild(reader, app, found.id)),
  };
}

/** Returns the output of a release; its URL is null without a release phase. Throws as `buildOutput` does. */
export async function releaseOutput(heroku: Heroku, app: string, release: string): Promise<OutputSource> {
  const found = await verified().get(`${heroku.grant.id} release ${app} ${release}`, Date.now(), () =>
    getUpstreamRelease(heroku, app, release),
  );
  return {
    key: `${heroku.apiUrl} release ${found.id}`,
    facts: factsOf(found),
    readFacts: async (reader) => factsOf(await getUpstreamRelease(reader, app, found.id)),
  };
}
