/** One line of a Procfile. */
export type ProcessType = { name: string; command: string };

/** `name: command` lines of a Procfile, in its order; the last of a name counts, lines that are none are left out. */
export function readProcfile(text: string): ProcessType[] {
  const commands = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, command] = /^([-\w]{1,128}):\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (name && command) commands.set(name, command);
  }
  return [...commands].map(([name, command]) => ({ name, command }));
}
