import { readFile } from "node:fs/promises";
import { join } from "node:path";

export type ProcessTypes = Record<string, string>;

/** The process types of an app folder's Procfile, or null when it has none. */
export async function readProcfile(folder: string): Promise<ProcessTypes | null> {
  const text = await readFile(join(folder, "Procfile"), "utf8").catch(() => null);
  return text === null ? null : parseProcfile(text);
}

/** `type: command` lines; names as the API takes them, everything else is left out. */
export function parseProcfile(text: string): ProcessTypes {
  const pairs = text.split(/\r?\n/).flatMap((line) => {
    const match = /^([-\w]{1,128}):\s*(\S.*?)\s*$/.exec(line);
    return match?.[1] && match[2] ? [[match[1], match[2]]] : [];
  });
  return Object.fromEntries(pairs);
}
