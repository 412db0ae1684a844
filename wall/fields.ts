export type Fields = Record<string, unknown>;

/**
 * Whether an object has the fields that `shape` names: "app since:time version:number? error?". Without a kind a field
 * is a string; with a `?` it may also be null or missing.
 */
export function fits(given: unknown, shape: string): given is Fields {
  return isFields(given) && shape.split(" ").every((field) => fitsField(given, field));
}

function fitsField(given: Fields, field: string): boolean {
  const [name = "", kind = "string"] = field.replace("?", "").split(":");
  const value = given[name];
  if (value === null || value === undefined) return field.endsWith("?");
  if (kind === "time") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  return typeof value === kind;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
