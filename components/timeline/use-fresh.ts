import { useEffect, useRef, useState } from "react";

type Marked = { key: string; state: { kind: string; label: string } };

/** Returns the keys of rows that appeared or changed their state since the last response; empty on the first. */
export function useFresh(rows: readonly Marked[]): ReadonlySet<string> {
  const before = useRef<Map<string, string> | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const now = new Map(rows.map((row) => [row.key, row.state.kind]));
    const last = before.current;
    before.current = now;
    if (!last) return;
    const changed = [...now].filter(([key, kind]) => last.get(key) !== kind).map(([key]) => key);
    // Many at once are older rows that were loaded, not new ones.
    if (changed.length > 0 && changed.length <= 3) setFresh(new Set(changed));
  }, [rows]);
  return fresh;
}
