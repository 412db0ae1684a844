/** One line of a Procfile. */
export type ProcessType = { name: string; command: string };

/** `unread`: lines that are no `type: command`. `encoding`: named when it is not plain UTF-8. */
export type Procfile = {
  types: ProcessType[];
  unread: { line: number; text: string }[];
  encoding: "UTF-16" | "UTF-8 with a byte order mark" | null;
};

/** `name: command` lines of a Procfile, in its order; the last of a name counts. */
export function readProcfile(text: string): ProcessType[] {
  return parseProcfile(text).types;
}

/** Reads a Procfile as the platform does: UTF-8, comments and blank lines allowed. UTF-16 is not read at all. */
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

/** What is wrong with a Procfile, a sentence each, without full stops. */
export function procfileProblems({ unread, encoding }: Procfile): string[] {
  if (encoding === "UTF-16") return ["The Procfile is UTF-16 and is not read; save it as UTF-8"];
  const lines = unread.slice(0, 5).map(({ line, text }) => {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    return `Line ${line} of the Procfile is not "type: command": ${shown}`;
  });
  if (unread.length > lines.length) lines.push(`${unread.length - lines.length} more lines are not read`);
  return encoding ? [`The Procfile is ${encoding}; Heroku may not read its first line`, ...lines] : lines;
}

function encodingOf(bytes: Uint8Array): Procfile["encoding"] {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || bytes.includes(0)) return "UTF-16";
  return a === 0xef && b === 0xbb && c === 0xbf ? "UTF-8 with a byte order mark" : null;
}
