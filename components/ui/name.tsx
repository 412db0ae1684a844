import { cutName } from "@/lib/format/cut-name";

/** A name, cut in the middle at a hyphen when longer than `max` average letters; whole for screen readers. */
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
