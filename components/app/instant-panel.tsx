import { useMutation, useQuery } from "@tanstack/react-query";
import { useSettled } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { SignInLink } from "@/components/ui/sign-in-link";
import { Age } from "@/components/ui/time";
import { instantUpdatesMutation, webhooksQuery } from "@/lib/client/webhooks";
import type { InstantUpdates, Webhook, WebhookList } from "@/lib/schemas/webhook";
import * as appText from "@/lib/text/app";
import { SidePanel } from "./side-panel";

/** Shows whether Heroku notifies Slipway of builds and releases, with a switch, and lists other webhooks. */
export function InstantPanel({ app, name }: { app: string; name: string }) {
  const { query, toggle, toggling, error } = useInstantUpdates(app);
  const { data } = query;
  return (
    <SidePanel title={appText.instantUpdates} aside={data && (data.instant ? "on" : "off")}>
      {query.isError && (
        <Failed
          what={appText.webhooks}
          error={query.error}
          onRetry={() => void query.refetch()}
          knownAt={query.dataUpdatedAt || null}
        />
      )}
      {query.isPending && <Skeleton rows={1} height={28} />}
      {data && (
        <p className="text-output text-ink-2">
          {data.instant ? <DeliveryState instant={data.instant} /> : appText.updatesByPolling}
          {canToggle(data) && (
            <>
              {" · "}
              <ToggleButton busy={toggling} onClick={toggle}>
                {data.instant ? appText.turnOff : appText.turnOn}
              </ToggleButton>
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
          {describeFailure(error).message} <SignInLink error={error} />
        </div>
      )}
      {data && data.items.length > 0 && <OtherWebhooks hooks={data.items} />}
    </SidePanel>
  );
}

const canToggle = ({ may_manage, instant, obstacle }: WebhookList) =>
  may_manage && (instant !== null || obstacle === null);

/** Ignores clicks right after a change of the label, which were aimed at the old one. */
function ToggleButton({ busy, onClick, children }: { busy: boolean; onClick: () => void; children: string }) {
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

function DeliveryState({ instant }: { instant: InstantUpdates }) {
  const last = instant.last_delivery_at;
  if (instant.elsewhere !== null) return appText.oldAddress(instant.elsewhere);
  if (!instant.trusted) return appText.changeMissed;
  return (
    <>
      {appText.updatesByWebhook}{" "}
      {last ? (
        <>
          {appText.lastReceived} <Age at={last} ago />
        </>
      ) : (
        appText.nothingDelivered
      )}
    </>
  );
}

/** Lists only the hosts: the addresses may contain secrets. */
function OtherWebhooks({ hooks }: { hooks: readonly Webhook[] }) {
  const hosts = [...new Set(hooks.map((hook) => hook.host))];
  return (
    <p className="mt-1 text-meta text-ink-3 wrap-anywhere">
      {hooks.length === 1 ? appText.oneOtherWebhook : appText.otherWebhooks(hooks.length)}
      {hosts.join(", ")}
    </p>
  );
}

/** Returns the app's webhooks and a function that turns instant updates on or off. */
function useInstantUpdates(app: string) {
  const query = useQuery(webhooksQuery(app));
  const { data } = query;
  const toggle = useMutation(instantUpdatesMutation(app));
  return {
    query,
    toggle: () => toggle.mutate(data?.instant?.id),
    toggling: toggle.isPending,
    error: toggle.error,
  };
}
