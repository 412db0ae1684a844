import { cutName } from "@/lib/format/cut-name";

/** A name, truncated in the middle at a hyphen if longer than `max` average letters; complete for screen readers. */
export function Name({ value, max = 30 }: { value: string; max?: number }) {
  const cut = cutName(value, max);
  if (cut === value) return <>{value}</>;
  return (
    <span title={value}>
      <span aria-hidden="true">{cut}</span>
      <span className="sr-only">{value}</span>
    </span>
  );
}
