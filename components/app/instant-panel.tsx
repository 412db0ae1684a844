import { useSettled } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { Age } from "@/components/ui/time";
import { WayOn } from "@/components/ui/way-on";
import type { InstantUpdates, Webhook, WebhookList } from "@/lib/schemas/webhook";
import * as appText from "@/lib/text/app";
import { SidePanel } from "./side-panel";
import { useInstantUpdates } from "./use-instant-updates";

/** Whether Heroku notifies Slipway of builds and releases at once, the switch for it, and other subscribers. */
export function InstantPanel({ app, name }: { app: string; name: string }) {
  const { query, turn, turning, error } = useInstantUpdates(app);
  const { data } = query;
  return (
    <SidePanel title={appText.instantUpdates} aside={data && (data.instant ? "on" : "off")}>
      {query.isError && (
        <Failed
          what="Webhooks"
          error={query.error}
          onRetry={() => void query.refetch()}
          knownAt={query.dataUpdatedAt || null}
        />
      )}
      {query.isPending && <Skeleton rows={1} height={28} />}
      {data && (
        <p className="text-output text-ink-2">
          {data.instant ? <Told instant={data.instant} /> : appText.updatesByPolling}
          {mayTurn(data) && (
            <>
              {" · "}
              <Turn busy={turning} onClick={turn}>
                {data.instant ? appText.turnOff : appText.turnOn}
              </Turn>
            </>
          )}
        </p>
      )}
      {data && !data.may_manage && (
        <p className="mt-1 text-meta text-ink-3">{appText.onlyManagersTurnOn(name)}</p>
      )}
      {data?.obstacle && !data.instant && <p className="mt-1 text-meta text-ink-3">{data.obstacle}</p>}
      {error && (
        <div role="alert" className="mt-1 flex flex-wrap items-center gap-2 text-meta text-bad">
          {describeFailure(error).message} <WayOn error={error} />
        </div>
      )}
      {data && data.items.length > 0 && <Others hooks={data.items} />}
    </SidePanel>
  );
}

const mayTurn = ({ may_manage, instant, obstacle }: WebhookList) =>
  may_manage && (instant !== null || obstacle === null);

/** Clicks right after a change of the label are ignored, because they were aimed at the old one. */
function Turn({ busy, onClick, children }: { busy: boolean; onClick: () => void; children: string }) {
  const settled = useSettled(children);
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={busy}
      className="whitespace-nowrap text-live underline underline-offset-2 disabled:text-ink-3"
      onClick={() => {
        if (settled()) onClick();
      }}
    >
      {children}
    </button>
  );
}

function Told({ instant }: { instant: InstantUpdates }) {
  const last = instant.last_delivery_at;
  if (instant.elsewhere !== null)
    return `Heroku still tells ${instant.elsewhere}, the address of before: turn them off, then on again`;
  if (!instant.trusted)
    return "A change was found that Heroku did not tell of: we look as often as without, until it tells of one again";
  return (
    <>
      {appText.updatesByWebhook}{" "}
      {last ? (
        <>
          {appText.lastReceived} <Age at={last} ago />
        </>
      ) : (
        "nothing yet"
      )}
    </>
  );
}

/** Shows only the hosts: the addresses may contain secrets. */
function Others({ hooks }: { hooks: readonly Webhook[] }) {
  const hosts = [...new Set(hooks.map((hook) => hook.host))];
  return (
    <p className="mt-1 text-meta text-ink-3 wrap-anywhere">
      {hooks.length === 1 ? appText.oneOtherWebhook : appText.otherWebhooks(hooks.length)}
      {hosts.join(", ")}
    </p>
  );
}
