/** What made a release. The API has no field for it; Heroku's descriptions are stable enough to parse. */
export type Cause =
  | { kind: "deploy"; commit: string | null }
  | { kind: "rollback"; version: number; codeOnly: boolean }
  | { kind: "retry"; version: number }
  | { kind: "promotion"; app: string; version: number | null; commit: string | null }
  | { kind: "config"; verb: "set" | "unset"; names: string[] }
  | { kind: "addon"; text: string }
  | { kind: "initial" }
  | { kind: "other"; text: string };

const ADDON = /^(attach|detach|add|remove|update|upgrade|provision|deprovision|change)\b/i;

/** Parses a release's description. An unknown one is kept as `other`, verbatim. */
export function causeOf(description: string | null): Cause {
  const text = description?.trim() ?? "";
  const deploy = /^Deploy(?:ed)?\b\s*(\S*)/.exec(text);
  if (deploy) return { kind: "deploy", commit: commitIn(deploy[1] ?? "") };
  const rollback = /^(Rollback to|Code of) v(\d+)\b/i.exec(text);
  if (rollback) {
    const codeOnly = rollback[1]?.toLowerCase() === "code of";
    return { kind: "rollback", version: Number(rollback[2]), codeOnly };
  }
  const retry = /^Retry of v(\d+)\b/i.exec(text);
  if (retry) return { kind: "retry", version: Number(retry[1]) };
  const promotion = /^Promote (\S+)(?: v(\d+)(?: (\S+))?)?/.exec(text);
  if (promotion?.[1]) {
    const [, app, version, commit] = promotion;
    return {
      kind: "promotion",
      app,
      version: version ? Number(version) : null,
      commit: commitIn(commit ?? ""),
    };
  }
  const config = /^(Set|Add|Update|Unset|Remove) (.+?) config vars?$/i.exec(text);
  if (config?.[2]) {
    const verb = /^(unset|remove)$/i.test(config[1] ?? "") ? "unset" : "set";
    return { kind: "config", verb, names: config[2].split(/,\s*|\s+and\s+/).filter(Boolean) };
  }
  if (/^Initial release$/i.test(text)) return { kind: "initial" };
  return ADDON.test(text) ? { kind: "addon", text } : { kind: "other", text };
}

/** Returns the commit of "Deploy cb6999d1"; null for a container deploy, which has process types there instead. */
function commitIn(word: string): string | null {
  return /^[0-9a-f]{4,40}$/i.test(word) || /^v?\d[\w.+-]*$/.test(word) ? word : null;
}
