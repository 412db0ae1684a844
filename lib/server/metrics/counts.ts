import { perProcess } from "@/lib/server/process/per-process";

/** The metrics counted here, by their Prometheus names. Labels contain no personal data and no app. */
export const counted = {
  slipway_upstream_requests_total: {
    kind: "counter",
    help: "Platform API calls by endpoint and HTTP status. none: no response; left: canceled, because the client disconnected.",
    labels: ["endpoint", "status"],
  },
  slipway_webhook_deliveries_total: {
    kind: "counter",
    help: "Webhook deliveries by result. again: a duplicate; older: an event that arrived late; refused: no valid signature.",
    labels: ["result"],
  },
  slipway_watch_reads_total: {
    kind: "counter",
    help: "Polls of apps and pipelines by kind, each for all watchers.",
    labels: ["kind"],
  },
  slipway_output_viewers: { kind: "gauge", help: "Open viewers of outputs.", labels: [] },
  slipway_output_streams: { kind: "gauge", help: "Upstream output streams that are open.", labels: [] },
  slipway_event_streams: { kind: "gauge", help: "Open event streams (SSE) of browsers.", labels: [] },
} as const satisfies Record<string, Counted>;

type Counted = { kind: "counter" | "gauge"; help: string; labels: readonly string[] };
export type CountedName = keyof typeof counted;
type NameOf<Kind> = {
  [K in CountedName]: (typeof counted)[K]["kind"] extends Kind ? K : never;
}[CountedName];

/** Label values in the order of `labels`, and the count. */
export type Count = { values: readonly string[]; number: number };

const allCounts = perProcess("counts", () => new Map<CountedName, Map<string, Count>>());

/** Increments a counter. `values` are the label values in the order of `labels`. */
export function countOne(name: NameOf<"counter">, ...values: string[]): void {
  add(name, values, 1);
}

/** Increments a gauge. Returns a function that decrements it once. */
export function countOpen(name: NameOf<"gauge">): () => void {
  let open = true;
  add(name, [], 1);
  return () => {
    if (open) add(name, [], -1);
    open = false;
  };
}

/** Returns all counts of a metric. */
export function countsOf(name: CountedName): readonly Count[] {
  return [...(allCounts().get(name)?.values() ?? [])];
}

function add(name: CountedName, values: readonly string[], by: number): void {
  const counts = allCounts().get(name) ?? new Map<string, Count>();
  allCounts().set(name, counts);
  const key = values.join("\n");
  counts.set(key, { values, number: (counts.get(key)?.number ?? 0) + by });
}
