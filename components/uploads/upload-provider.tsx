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
import { takeOver } from "./hand-over";
import { refusalOf, takeDrop, takeFiles } from "./pick-source";
import type { Refusal, Source } from "./source";
import { UploadSheet } from "./upload-sheet";
import { closed, nextUploadState } from "./upload-state";
import { useFileDrag } from "./use-file-drag";
import { useSend } from "./use-send";

/** `file`: checked at once. `url`: build from a URL, true or the initial address. */
type OpenUpload = { app: string; file?: File; url?: boolean | string };
/** Redirects drops from the upload sheet to the caller. `title`: the text of the overlay. */
type Claim = { title: string; onDrop: (data: DataTransfer) => void };
type Upload = { open: (what: OpenUpload) => void; claim: (claim: Claim | null) => void };

const Context = createContext<Upload | null>(null);

/** Returns the function that opens the upload sheet, anywhere below an `UploadProvider`. */
export function useUpload(): Upload {
  const upload = useContext(Context);
  if (!upload) throw new Error("useUpload needs an UploadProvider above it.");
  return upload;
}

/** Receives everything dropped on the page while the caller is mounted. */
export function useDropClaim(title: string, onDrop: (data: DataTransfer) => void): void {
  const { claim } = useUpload();
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    claim({ title, onDrop: (data) => drop(data) });
    return () => claim(null);
  }, [claim, title]);
}

/** Accepts drops anywhere on the pages of `app`, and contains the upload sheet. */
export function UploadProvider({ app, children }: { app: string; children: ReactNode }) {
  const [state, dispatch] = useReducer(nextUploadState, closed);
  const sender = useSend(state.app, state.turn, () => dispatch({ kind: "sent" }));
  const [claim, setClaim] = useState<Claim | null>(null);

  const newest = useRef(0);

  /** Shows the source unless a newer one was taken meanwhile; reading a large folder takes a while. */
  const take = useCallback((to: string, taken: Promise<Source | Refusal | null>) => {
    const turn = ++newest.current;
    taken.catch(refusalOf).then((source) => {
      if (source && turn === newest.current) dispatch({ kind: "chosen", app: to, source });
    }, refusalOf);
  }, []);
  const upload = useMemo<Upload>(() => {
    const open = ({ app: to, file, url }: OpenUpload) => {
      const keep = file === undefined && url === undefined;
      dispatch({ kind: "open", app: to, keep, ...(url === undefined ? {} : { url }) });
      if (file) take(to, takeFiles([file]));
      // A URL replaces a folder that is still being read.
      else if (!keep) newest.current++;
    };
    return { open, claim: setClaim };
  }, [take]);
  useEffect(() => {
    const source = takeOver(app);
    if (!source) return;
    dispatch({ kind: "open", app });
    take(app, Promise.resolve(source));
  }, [app, take]);
  const dragging = useFileDrag({
    enabled: !sender.busy,
    onDrop: (data) => {
      if (claim) return claim.onDrop(data);
      dispatch({ kind: "open", app });
      const turn = newest.current + 1;
      const dropped = takeDrop(data, (files) => {
        if (turn === newest.current) dispatch({ kind: "reading", files });
      });
      if (dropped) take(app, dropped);
    },
  });

  return (
    <Context value={upload}>
      {children}
      <UploadSheet
        state={state}
        dispatch={dispatch}
        take={(taken) => take(state.app, taken)}
        onClose={() => dispatch({ kind: "close" })}
        sender={sender}
      />
      {dragging && <DropOverlay title={claim?.title ?? dropToUpload(app)} />}
    </Context>
  );
}
