import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/lib/client/me";
import { formatCount } from "@/lib/format/format";
import * as text from "@/lib/text/shell";

/** Heroku's limit of calls per account and hour. */
const BUCKET = 4_500;

/** Shows "3,912 of 4,500", or a dash while the number is unknown. */
export function CallsLeft() {
  const { data } = useQuery(meQuery());
  const left = data?.budget.remaining;
  return (
    <span className="tabular-nums">
      {left == null ? "–" : text.callsLeft(formatCount(left), formatCount(BUCKET))}
    </span>
  );
}

/** The remaining calls at the bottom of the rail, once less than half is left. */
export function LowBudget() {
  const { data } = useQuery(meQuery());
  const left = data?.budget.remaining;
  if (left == null || left >= BUCKET / 2) return null;
  return (
    <p className="px-2 text-meta text-ink-3 tabular-nums folded:hidden">
      {text.callsLeftLine(formatCount(left), formatCount(BUCKET))}
    </p>
  );
}
