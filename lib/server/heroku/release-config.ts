import { UpstreamConfigVars } from "@/lib/schemas/config-var";
import type { ConfigChanges } from "@/lib/schemas/review";
import type { Heroku } from "./client";

type Vars = Record<string, string | null | undefined>;

/**
 * Which config vars a rollback to this release would bring back, remove or give another value: names only, the
 * values are compared here and stay here.
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
