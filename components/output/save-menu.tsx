"use client";

import { Download } from "lucide-react";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import { barItem } from "./bar-buttons";

export type SaveMenuProps = {
  log: OutputLog;
  /** The route that answers the output's bytes. */
  raw: string;
  fileName: string;
};

/** The output elsewhere: as it came in a tab of its own, or as a file with or without its colours. */
export function SaveMenu({ log, raw, fileName }: SaveMenuProps) {
  return (
    <Menu
      label="Raw and download"
      trigger={
        <button type="button" aria-label="Raw and download" className={`${barItem} px-1.5`}>
          <Download aria-hidden="true" size={16} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuItem href={raw} external>
        Raw, in a new tab
      </MenuItem>
      <MenuItem onSelect={() => void log.requests.file().then((file) => saveAs(file, fileName))}>
        {`Download ${fileName}`}
      </MenuItem>
      <MenuItem onSelect={() => saveAs(raw, fileName.replace(/\.log$/, ".ansi.log"))}>
        Download with colours
      </MenuItem>
    </Menu>
  );
}

/** Has the browser save a file under a name; a text is the address of one. */
function saveAs(file: Blob | string, name: string): void {
  const link = document.createElement("a");
  const made = typeof file === "string" ? null : URL.createObjectURL(file);
  link.href = made ?? (typeof file === "string" ? file : "");
  link.download = name;
  link.click();
  // The download has begun by then, and keeps what it needs.
  if (made) setTimeout(() => URL.revokeObjectURL(made), 60_000);
}
