import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";

/** Sets variables in the text of a .env file: replaces existing lines in place and appends new ones. */
export function withVariables(text, variables) {
  const left = new Map(Object.entries(variables));
  const lines = text.split("\n").map((line) => {
    const name = /^([A-Z_]+)=/.exec(line)?.[1];
    if (!name || !left.has(name)) return line;
    const value = left.get(name);
    left.delete(name);
    return `${name}=${value}`;
  });
  if (lines.at(-1) === "") lines.pop();
  return `${[...lines, ...[...left].map(([name, value]) => `${name}=${value}`)].join("\n")}\n`;
}

/** Writes .env with mode 0600; other existing lines stay. */
export function writeEnvFile(path, variables) {
  const from = existsSync(path) ? path : ".env.example";
  writeFileSync(path, withVariables(readFileSync(from, "utf8"), variables), { mode: 0o600 });
  chmodSync(path, 0o600);
}
