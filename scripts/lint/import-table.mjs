// node scripts/lint/import-table.mjs: draws the table of imports (rooms.json) in docs/architecture.md.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const DOC = "docs/architecture.md";
const [BEGIN, END] = ["<!-- imports: drawn from scripts/lint/rooms.json -->\n", "<!-- end of imports -->\n"];

/** Returns the document with the table as rooms.json states it now. */
export function withImportTable(doc) {
  const { sets, rooms } = JSON.parse(readFileSync("scripts/lint/rooms.json", "utf8"));
  const [from, to] = [doc.indexOf(BEGIN) + BEGIN.length, doc.indexOf(END)];
  if (from < BEGIN.length || to < from) throw new Error(`${DOC} lacks the marks of the table of imports.`);
  const list = (names) =>
    names.map((name) => (name === "*" ? "everything" : sets[name] ? name : `\`${name}\``)).join(", ");
  const text = [
    ...Object.entries(sets).map(([name, members]) => `- **${name}**: ${list(members)}`),
    "",
    ...Object.entries(rooms).map(
      ([room, may]) => `- \`${room}\` ← ${may.length === 0 ? "nothing" : list(may)}`,
    ),
  ].join("\n");
  return `${doc.slice(0, from)}\n${text}\n\n${doc.slice(to)}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(DOC, withImportTable(readFileSync(DOC, "utf8")));
}
