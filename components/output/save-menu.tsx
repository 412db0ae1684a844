"use client";

import { Download } from "lucide-react";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import { barItem } from "./bar-buttons";

export type SaveMenuProps = {
  log: OutputLog;
  /** The route of the output's bytes. */
  raw: string;
  fileName: string;
};

/** Opens the raw output in a new tab, or downloads it with or without colours. */
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

/** Downloads a file, or a URL, under a name. */
function saveAs(file: Blob | string, name: string): void {
  const link = document.createElement("a");
  const made = typeof file === "string" ? null : URL.createObjectURL(file);
  link.href = made ?? (typeof file === "string" ? file : "");
  link.download = name;
  link.click();
  // The download has started by then and no longer needs the URL.
  if (made) setTimeout(() => URL.revokeObjectURL(made), 60_000);
}
