/** The values that SQLite can store. */
export type SqlValue = string | number | bigint | Uint8Array | null;

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

/**
 * Makes query parameters safe for libsql, which terminates the process on a boolean: booleans become 1 and 0. Throws
 * a TypeError with the position of a value that SQLite cannot store exactly: undefined, NaN, infinities, integers
 * beyond 64 bits, dates and other objects.
 */
export function safeParameters(values: readonly unknown[]): SqlValue[] {
  return values.map(safeParameter);
}

function safeParameter(value: unknown, index: number): SqlValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string" || value === null) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "bigint" && value >= LOWEST && value <= HIGHEST) return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQL parameter ${index + 1} is ${nameOf(value)}, which the store cannot hold`);
}

function nameOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint") return "an integer beyond 64 bits";
  if (value instanceof Date) return "a Date";
  return typeof value;
}
