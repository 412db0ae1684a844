import { ApiError } from "./api-error";

/** A field that a list can be sorted by. With `unique: false`, the id breaks ties. */
export type SortField = { name: string; kind: "text" | "number" | "time"; unique: boolean };
export type SortKeys = Record<string, unknown> & { id: string };
export type Range = {
  field: SortField;
  start: { value: string; id: string | null; exclusive: boolean } | null;
  end: { value: string; exclusive: boolean } | null;
  max: number;
  descending: boolean;
};

/** `next` and `content` are the values of Next-Range (null at the end) and Content-Range. */
export type Page<T> = { page: T[]; next: string | null; content: string };

const DEFAULT_MAX = 200;
const HIGHEST_MAX = 1000;
const GRAMMAR = /^\s*(\w+)\s*(?:(\])?([^;]*?))?\.\.([^;]*?)(?:;(.*))?$/;

/**
 * Reads a list's `Range` header with every separator seen in the wild: `id ..; max=10;`, `version ..; max=15, order=desc`,
 * `name ]b..; order=desc,max=10;`. Absent: the first 200 by id. Throws 416 if it cannot be satisfied.
 */
export function parseRange(header: string | undefined, fields: SortField[]): Range {
  const match = GRAMMAR.exec(header?.trim() || "id ..");
  if (!match) throw unsatisfiable("The Range header cannot be read. Write it like: id ..; max=10;");
  const [, name, bracket, from = "", to = "", rest = ""] = match;
  const field = fields.find((candidate) => candidate.name === name);
  if (!field) {
    const known = fields.map((candidate) => candidate.name).join(", ");
    throw unsatisfiable(`This list cannot be sorted by ${name}. It accepts: ${known}.`);
  }
  const start = from.trim();
  const end = to.trim();
  if (start === "" && end !== "") throw unsatisfiable("A range needs a start when it has an end.");
  return { field, start: startOf(start, bracket === "]"), end: endOf(end), ...optionsOf(rest) };
}

/** Sorts and cuts a list; `next` is the value of `Next-Range`, or null at the end. */
export function applyRange<T extends { keys: SortKeys }>(items: T[], range: Range): Page<T> {
  const { field, start, end, max } = range;
  const sign = range.descending ? -1 : 1;
  const order = (a: SortKeys, b: SortKeys) =>
    sign * (compare(field, a[field.name], b[field.name]) || compareText(a.id, b.id));
  const within = items.filter(({ keys }) => {
    if (start) {
      const side =
        sign *
        (compare(field, keys[field.name], start.value) ||
          (start.id === null ? 0 : compareText(keys.id, start.id)));
      if (start.exclusive ? side <= 0 : side < 0) return false;
    }
    if (!end) return true;
    const side = sign * compare(field, keys[field.name], end.value);
    return end.exclusive ? side < 0 : side <= 0;
  });
  const sorted = within.sort((a, b) => order(a.keys, b.keys));
  const page = sorted.slice(0, max);
  const first = page[0];
  const last = page.at(-1);
  const options = `; max=${max}${range.descending ? ", order=desc" : ""}`;
  return {
    page,
    next:
      last && sorted.length > max
        ? `${field.name} ]${cursorOf(field, last.keys)}..${endText(range)}${options}`
        : null,
    content: `${field.name} ${first ? textOf(first.keys[field.name]) : ""}..${last ? textOf(last.keys[field.name]) : ""}${options}`,
  };
}

function startOf(text: string, exclusive: boolean): Range["start"] {
  if (text === "") return null;
  const cut = text.lastIndexOf("~");
  return cut === -1
    ? { value: text, id: null, exclusive }
    : { value: text.slice(0, cut), id: text.slice(cut + 1), exclusive };
}

function endOf(text: string): Range["end"] {
  if (text === "") return null;
  return text.endsWith("[")
    ? { value: text.slice(0, -1), exclusive: true }
    : { value: text, exclusive: false };
}

function optionsOf(text: string): { max: number; descending: boolean } {
  let max = DEFAULT_MAX;
  let descending = false;
  for (const part of text.split(/[;,]/)) {
    const [name = "", value = ""] = part.split("=").map((piece) => piece.trim().toLowerCase());
    if (name === "") continue;
    if (name === "max" && /^[1-9]\d{0,8}$/.test(value)) max = Math.min(Number(value), HIGHEST_MAX);
    else if (name === "order" && (value === "asc" || value === "desc")) descending = value === "desc";
    else throw unsatisfiable(`The Range header's option ${part.trim()} cannot be read.`);
  }
  return { max, descending };
}

function compare(field: SortField, a: unknown, b: unknown): number {
  if (field.kind === "text") return compareText(textOf(a), textOf(b));
  const rank = (value: unknown) => {
    if (value === null || value === undefined || value === "") return Number.NEGATIVE_INFINITY;
    return field.kind === "time" ? Date.parse(String(value)) : Number(value);
  };
  const [left, right] = [rank(a), rank(b)];
  if (Number.isNaN(left) || Number.isNaN(right))
    throw unsatisfiable(`A bound of the range is not a ${field.kind}.`);
  return left === right ? 0 : left < right ? -1 : 1;
}

const compareText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
const textOf = (value: unknown) => (value === null || value === undefined ? "" : String(value));
const cursorOf = (field: SortField, keys: SortKeys) =>
  field.unique ? textOf(keys[field.name]) : `${textOf(keys[field.name])}~${keys.id}`;
const endText = ({ end }: Range) => (end ? `${end.value}${end.exclusive ? "[" : ""}` : "");

function unsatisfiable(message: string): ApiError {
  return new ApiError(416, "requested_range_not_satisfiable", message);
}
