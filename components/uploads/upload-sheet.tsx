import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Dispatch } from "react";
import { Name } from "@/components/ui/names";
import { Sheet } from "@/components/ui/sheet";
import { createBuild } from "@/lib/client/builds";
import { formationQuery } from "@/lib/client/dynos";
import { releasesQuery } from "@/lib/client/releases";
import { upload } from "@/lib/client/upload/upload";
import * as text from "@/lib/text/uploads";
import { sendsNothing } from "@/lib/text/uploads";
import { hasCode } from "@/lib/timeline/lineage";
import { PickView } from "./pick-view";
import { proposeVersion } from "./propose-version";
import type { Refusal, Source } from "./source";
import { SourceView } from "./source-view";
import { UploadFooter } from "./upload-footer";
import type { UploadAction, UploadState } from "./upload-state";
import { UrlView, urlBuild } from "./url-view";
import { useCheck } from "./use-check";
import type { useSend } from "./use-transfer";

type UploadSheetProps = {
  state: UploadState;
  dispatch: Dispatch<UploadAction>;
  pick: (picked: Promise<Source | Refusal | null>) => void;
  /** Called when the user closes the sheet; the draft is kept. */
  onClose: () => void;
  sender: ReturnType<typeof useSend>;
};

/** The sheet that builds from a tarball, a folder or a URL. Nothing is sent before the final click. */
export function UploadSheet({ state, dispatch, pick, onClose, sender }: UploadSheetProps) {
  const { app, view, source } = state;
  const { check, pack } = useCheck(source);
  const { sending, busy, send, cancel } = sender;
  const effect = useEffectText(app, state.open);
  const formation = useQuery({ ...formationQuery(app), enabled: state.open && view === "source" });

  const proposal = source ? proposeVersion(source, check.commit, check.result?.inspection ?? null) : null;
  const edit = (fields: Extract<UploadAction, { kind: "edit" }>["fields"]) => {
    dispatch({ kind: "edit", fields });
  };
  const show = (next: "pick" | "url") => dispatch({ kind: "view", view: next });

  const sendUrl = (override: string | undefined) => {
    const built = urlBuild(state);
    if ("errors" in built) return dispatch({ kind: "invalid", errors: built.errors });
    return send(0, () => createBuild(app, { ...built.body, ...(override && { override }) }));
  };
  const sendSource = (override: string | undefined) => {
    if (!check.result) return;
    const { blob, inspection } = check.result;
    const version = (state.version ?? proposal?.version ?? "").trim();
    const description = state.description.trim();
    return send(blob.size, ({ signal, onProgress }) =>
      upload({
        app,
        blob,
        query: {
          checksum: `SHA256:${inspection.sha256}`,
          ...(version && { version }),
          ...(description && { version_description: description }),
          ...(override && { override }),
        },
        onProgress,
        signal,
      }),
    );
  };

  return (
    <Sheet
      open={state.open}
      onOpenChange={(open) => {
        if (!open && !busy) onClose();
      }}
      title={
        <span className="truncate">
          {view === "url" ? text.buildFor : text.uploadTo} <Name value={app} max={24} />
        </span>
      }
      footer={
        <UploadFooter
          app={app}
          sending={sending}
          ready={view === "url" || (view === "source" && check.result !== null)}
          effect={effect}
          onSend={(override) => void (view === "url" ? sendUrl(override) : sendSource(override))}
          onCancel={cancel}
        />
      }
    >
      {view === "pick" && (
        <PickView refusal={state.refusal} reading={state.reading} pick={pick} onUrl={() => show("url")} />
      )}
      {view === "source" && source && (
        <SourceView
          source={source}
          check={check}
          state={state}
          proposal={proposal}
          runsWeb={formation.data?.items.some(({ type }) => type === "web") ?? false}
          disabled={busy}
          onChange={() => show("pick")}
          onInclude={pack}
          onEdit={edit}
        />
      )}
      {view === "url" && <UrlView state={state} disabled={busy} onEdit={edit} onPick={() => show("pick")} />}
    </Sheet>
  );
}

/** Returns the effect of the button on the app: "Nothing is sent until you press this. It replaces v12." */
function useEffectText(app: string, enabled: boolean): string {
  const { data } = useInfiniteQuery({ ...releasesQuery(app), enabled });
  const first = data?.pages[0];
  const current = data?.pages.flatMap((page) => page.items).find((release) => release.current);
  if (current && hasCode(current)) return sendsNothing({ replaces: current.version });
  return sendsNothing(first && first.next === null ? "first release" : null);
}
