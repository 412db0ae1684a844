import { RAIL_KEY, writePreference } from "@/components/ui/preferences";

/**
 * Collapses the rail to 48 px or expands it. The attribute is set before the first paint, so that it never flashes.
 */
export function toggleRail(): void {
  const { dataset } = document.documentElement;
  if (dataset.rail === "folded") delete dataset.rail;
  else dataset.rail = "folded";
  writePreference(RAIL_KEY, dataset.rail ?? null);
}
