/** A process type and its command, from one line of a Procfile. */
export type ProcessType = { name: string; command: string };

/** `unread`: lines that are not `type: command`. `encoding`: null for plain UTF-8. */
export type Procfile = {
  types: ProcessType[];
  unread: { line: number; text: string }[];
  encoding: "UTF-16" | "UTF-8 with BOM" | null;
};

/** Returns the process types of a Procfile in its order; the last line of a name wins. */
export function readProcfile(text: string): ProcessType[] {
  return parseProcfile(text).types;
}

/** Parses a Procfile as the platform does: UTF-8, comments and blank lines allowed. UTF-16 has no types. */
export function parseProcfile(source: string | Uint8Array): Procfile {
  const encoding = typeof source === "string" ? null : encodingOf(source);
  if (encoding === "UTF-16") return { types: [], unread: [], encoding };
  const text = typeof source === "string" ? source : new TextDecoder().decode(source);
  const commands = new Map<string, string>();
  const unread: Procfile["unread"] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, name, command] = /^([-\w]{1,128}):\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (name && command) commands.set(name, command);
    else if (!/^\s*(#|$)/.test(line)) unread.push({ line: index + 1, text: line.trim() });
  }
  return { types: [...commands].map(([name, command]) => ({ name, command })), unread, encoding };
}

/** Returns the problems of a Procfile: `label` names one, `detail` says why or what to do. */
export function procfileProblems({ unread, encoding }: Procfile): { label: string; detail: string }[] {
  if (encoding === "UTF-16") return [{ label: "The Procfile is UTF-16", detail: UTF16 }];
  const lines = unread.slice(0, 5).map(({ line, text }) => {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    return { label: `Line ${line} of the Procfile is not read`, detail: `not "type: command": ${shown}` };
  });
  const more = unread.length - lines.length;
  if (more > 0) lines.push({ label: `${more} more lines are not read`, detail: 'not "type: command"' });
  return encoding ? [{ label: "The Procfile begins with a byte order mark", detail: BOM }, ...lines] : lines;
}

const UTF16 = "it is not read; save it as UTF-8";
const BOM = "Heroku may not read its first line; save it without";

function encodingOf(bytes: Uint8Array): Procfile["encoding"] {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || bytes.includes(0)) return "UTF-16";
  return a === 0xef && b === 0xbb && c === 0xbf ? "UTF-8 with BOM" : null;
}
