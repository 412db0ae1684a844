"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { dropSendsNothing, dropToUpload } from "@/lib/text/uploads";
import { readDrop, readFiles, refusalOf } from "./pick-source";
import type { Refusal, Source } from "./source";
import { UploadSheet } from "./upload-sheet";
import { closed, nextUploadState } from "./upload-state";
import { useFileDrag } from "./use-file-drag";
import { useSend } from "./use-transfer";

/** `file` is checked at once. `url` opens the URL form: true, or its initial address. */
type OpenUpload = { app: string; file?: File; url?: boolean | string };
/** Redirects drops to the caller instead of the upload sheet. `title` is the text of the overlay. */
type Claim = { title: string; onDrop: (data: DataTransfer) => void };
type Upload = { open: (what: OpenUpload) => void; claim: (claim: Claim | null) => void };

const Context = createContext<Upload | null>(null);

/** Returns the functions of the nearest `UploadProvider`. */
export function useUpload(): Upload {
  const upload = useContext(Context);
  if (!upload) throw new Error("useUpload needs an UploadProvider above it.");
  return upload;
}

/** Receives all drops on the page while the caller is mounted. */
export function useDropClaim(title: string, onDrop: (data: DataTransfer) => void): void {
  const { claim } = useUpload();
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    claim({ title, onDrop: (data) => drop(data) });
    return () => claim(null);
  }, [claim, title]);
}

/** Provides the upload sheet, and accepts drops on the pages of `app`. */
export function UploadProvider({ app, children }: { app: string; children: ReactNode }) {
  const [state, dispatch] = useReducer(nextUploadState, closed);
  const sender = useSend(state.app, state.generation, () => dispatch({ kind: "sent" }));
  const [claim, setClaim] = useState<Claim | null>(null);

  const newest = useRef(0);

  /** Shows the source, unless another one was chosen while it was being read. */
  const pick = useCallback((to: string, picked: Promise<Source | Refusal | null>) => {
    const generation = ++newest.current;
    picked.catch(refusalOf).then((source) => {
      if (source && generation === newest.current) dispatch({ kind: "chosen", app: to, source });
    }, refusalOf);
  }, []);
  const upload = useMemo<Upload>(() => {
    const open = ({ app: to, file, url }: OpenUpload) => {
      const keep = file === undefined && url === undefined;
      dispatch({ kind: "open", app: to, keep, ...(url === undefined ? {} : { url }) });
      if (file) pick(to, readFiles([file]));
      // A URL replaces a folder that is still being read.
      else if (!keep) newest.current++;
    };
    return { open, claim: setClaim };
  }, [pick]);
  useEffect(() => {
    const source = takePendingSource(app);
    if (!source) return;
    dispatch({ kind: "open", app });
    pick(app, Promise.resolve(source));
  }, [app, pick]);
  const dragging = useFileDrag({
    enabled: !sender.busy,
    onDrop: (data) => {
      if (claim) return claim.onDrop(data);
      dispatch({ kind: "open", app });
      const generation = newest.current + 1;
      const dropped = readDrop(data, (files) => {
        if (generation === newest.current) dispatch({ kind: "reading", files });
      });
      if (dropped) pick(app, dropped);
    },
  });

  return (
    <Context value={upload}>
      {children}
      <UploadSheet
        state={state}
        dispatch={dispatch}
        pick={(picked) => pick(state.app, picked)}
        onClose={() => dispatch({ kind: "close" })}
        sender={sender}
      />
      {dragging && <DropOverlay title={claim?.title ?? dropToUpload(app)} />}
    </Context>
  );
}

/** Covers the page while files are dragged over it. Shows the target, and that dropping sends nothing yet. */
export function DropOverlay({ title }: { title: string }) {
  return createPortal(
    <div className="pointer-events-none fixed inset-0 z-50 bg-paper/85">
      <div className="absolute inset-4 flex flex-col items-center justify-center gap-2 rounded-panel border-2 border-dashed border-live px-6 text-center">
        <p className="text-title text-ink">{title}</p>
        <p className="text-body text-ink-2">{dropSendsNothing}</p>
      </div>
    </div>,
    document.body,
  );
}

/** A source dropped before its app existed. Lost on reload, because files cannot be stored. */
let pending: { app: string; source: Source } | null = null;

export function setPendingSource(app: string, source: Source): void {
  pending = { app, source };
}

/** Returns the pending source of this app and forgets it, or null. */
function takePendingSource(app: string): Source | null {
  if (pending?.app !== app) return null;
  const { source } = pending;
  pending = null;
  return source;
}
