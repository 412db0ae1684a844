import { UpstreamConfigVars } from "@/lib/schemas/config-var";
import type { ConfigChanges } from "@/lib/schemas/review";
import type { Heroku } from "./client";

type Vars = Record<string, string | null | undefined>;

/**
 * Returns the names of the config vars that a rollback to this release would restore, remove or change. The values are
 * compared on the server and never leave it.
 */
export async function readConfigChanges(
  heroku: Heroku,
  app: string,
  release: string,
): Promise<ConfigChanges> {
  const [then, now] = await Promise.all([
    heroku.request("releaseConfigVars", { params: { app, release }, schema: UpstreamConfigVars }),
    heroku.request("configVars", { params: { app }, schema: UpstreamConfigVars }),
  ]);
  return compareConfigVars(now.data, then.data);
}

/** Names in alphabetical order. A value of null or undefined counts as not set. */
export function compareConfigVars(now: Vars, then: Vars): ConfigChanges {
  const [before, after] = [settled(now), settled(then)];
  return {
    added: sorted([...after.keys()].filter((name) => !before.has(name))),
    removed: sorted([...before.keys()].filter((name) => !after.has(name))),
    changed: sorted(
      [...after].filter(([name, value]) => hasOther(before, name, value)).map(([name]) => name),
    ),
  };
}

function settled(vars: Vars): Map<string, string> {
  return new Map(Object.entries(vars).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));
}

function hasOther(vars: Map<string, string>, name: string, value: string): boolean {
  return vars.has(name) && vars.get(name) !== value;
}

function sorted(names: string[]): string[] {
  return names.sort((a, b) => a.localeCompare(b, "en"));
}
