import { LiftableHold } from "@/components/send/liftable-hold";
import { useHolds } from "@/components/send/use-holds";
import * as text from "@/lib/text/app";
import type { AppData } from "./use-app-data";

/** The locks below the running release: on the app, and on its slug. */
export function HoldLines({ app, data }: { app: string; data: AppData }) {
  const { onApp, onSlug } = useHolds(app);
  const holds = [...onApp, ...onSlug(data.current?.slug?.id)];
  if (holds.length === 0) return null;
  return (
    <ul aria-label={text.locks} className="mt-2 flex flex-col gap-1">
      {holds.map((hold) => (
        <li key={hold.id}>
          <LiftableHold app={app} hold={hold} />
        </li>
      ))}
    </ul>
  );
}
