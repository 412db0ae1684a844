/** Describes scopes in plain words: "your name, and to read and write your apps". */
export function describeScopes(scopes: readonly string[]): string {
  const has = (...names: string[]) => names.some((name) => scopes.includes(name));
  if (has("global")) return "everything your account can do";
  const parts: string[] = [];
  if (has("identity")) parts.push("your name");
  if (has("write", "write-protected")) parts.push("to read and write your apps");
  else if (has("read", "read-protected")) parts.push("to read your apps");
  if (has("read-protected", "write-protected") && !has("write", "write-protected"))
    parts.push("their config vars");
  return parts.join(", and ") || "nothing";
}
