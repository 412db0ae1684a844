import { useZone, writePreference, ZONE_KEY } from "./preferences";

export const zones = [
  { value: "local", label: "Local time" },
  { value: "utc", label: "UTC" },
];

/** Returns the zone of displayed times, and a function that sets it. */
export function useZoneChoice(): { zone: string; choose: (zone: string) => void } {
  const zone = useZone() ?? "local";
  return { zone, choose: (next) => writePreference(ZONE_KEY, next === "utc" ? "utc" : null) };
}
