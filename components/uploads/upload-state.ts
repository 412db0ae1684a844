import type { Refusal, Source } from "./source";

/** What the sheet shows. `version` null: as proposed. `reading`: files counted so far while a folder is read. */
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
  /** What is wrong with which field, until it is edited. */
  errors: { url?: string; checksum?: string };
  /** Changes with what the sheet is about: an older failure is not about this. */
  turn: number;
};

export type UploadAction =
  | { kind: "open"; app: string; url?: boolean | string }
  | { kind: "close" }
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
  turn: 0,
};

export function nextUploadState(state: UploadState, action: UploadAction): UploadState {
  const anew = { ...closed, open: true, app: state.app, turn: state.turn + 1 };
  switch (action.kind) {
    case "open": {
      const url = typeof action.url === "string" ? action.url : "";
      return { ...anew, app: action.app, view: action.url ? "url" : "pick", url };
    }
    case "close":
      return { ...state, open: false, source: null, reading: null, turn: state.turn + 1 };
    case "reading":
      // The last counts of a folder may come after the sheet was closed.
      return state.open ? { ...anew, reading: action.files } : state;
    case "chosen": {
      const { app, source } = action;
      if (source.kind === "refused") return { ...anew, app, refusal: source.message };
      return { ...anew, app, view: "source", source };
    }
    case "view":
      return { ...anew, view: action.view };
    case "invalid":
      return { ...state, errors: action.errors };
    case "edit":
      return { ...state, ...action.fields, errors: {} };
  }
}
