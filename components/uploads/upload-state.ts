import type { Refusal, Source } from "./source";

/** The state of the sheet. `version` null: as proposed. `reading`: files counted so far while a folder is read. */
export type UploadState = {
  open: boolean;
  app: string;
  view: "pick" | "source" | "url";
  source: Source | null;
  reading: number | null;
  refusal: string | null;
  version: string | null;
  description: string;
  url: string;
  checksum: string;
  /** The errors of the fields, until they are edited. */
  errors: { url?: string; checksum?: string };
  /** Increases with each new source: an earlier failure does not apply to another one. */
  generation: number;
};

export type UploadAction =
  /** `keep`: continues with the existing draft for this app. */
  | { kind: "open"; app: string; url?: boolean | string; keep?: boolean }
  /** Closes the sheet and keeps the draft. */
  | { kind: "close" }
  /** The build was created: discards the draft. */
  | { kind: "sent" }
  | { kind: "reading"; files: number }
  | { kind: "chosen"; app: string; source: Source | Refusal }
  | { kind: "view"; view: "pick" | "url" }
  | { kind: "invalid"; errors: UploadState["errors"] }
  | { kind: "edit"; fields: Partial<Pick<UploadState, "version" | "description" | "url" | "checksum">> };

export const closed: UploadState = {
  open: false,
  app: "",
  view: "pick",
  source: null,
  reading: null,
  refusal: null,
  version: null,
  description: "",
  url: "",
  checksum: "",
  errors: {},
  generation: 0,
};

export function nextUploadState(state: UploadState, action: UploadAction): UploadState {
  const fresh = { ...closed, open: true, app: state.app, generation: state.generation + 1 };
  switch (action.kind) {
    case "open": {
      if (action.keep && action.app === state.app && !action.url) return { ...state, open: true };
      const url = typeof action.url === "string" ? action.url : "";
      return { ...fresh, app: action.app, view: action.url ? "url" : "pick", url };
    }
    case "close":
      return { ...state, open: false };
    case "sent":
      return { ...closed, app: state.app, generation: state.generation + 1 };
    case "reading":
      return { ...fresh, open: state.open, reading: action.files };
    case "chosen": {
      const { app, source } = action;
      const { open } = state;
      if (source.kind === "refused") return { ...fresh, open, app, refusal: source.message };
      return { ...fresh, open, app, view: "source", source };
    }
    case "view":
      return { ...fresh, view: action.view };
    case "invalid":
      return { ...state, errors: action.errors };
    case "edit":
      return { ...state, ...action.fields, errors: {} };
  }
}
