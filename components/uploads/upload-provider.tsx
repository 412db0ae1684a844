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
import { dropToUpload } from "@/lib/text/uploads";
import { DropOverlay } from "./drop-overlay";
import { takePendingSource } from "./pending-source";
import { readDrop, readFiles, refusalOf } from "./pick-source";
import type { Refusal, Source } from "./source";
import { UploadSheet } from "./upload-sheet";
import { closed, nextUploadState } from "./upload-state";
import { useFileDrag } from "./use-file-drag";
import { useSend } from "./use-send";

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
