import { FileArchive, Folder } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/uploads";
import { readFiles, readFolder } from "./pick-source";
import { Problem } from "./problem";
import type { Refusal, Source } from "./source";

type PickViewProps = {
  refusal: string | null;
  reading: number | null;
  pick: (picked: Promise<Source | Refusal | null>) => void;
  onUrl: () => void;
};

/** Shown before a source is chosen: the drop target, two pickers, and the link to the URL form. */
export function PickView({ refusal, reading, pick, onUrl }: PickViewProps) {
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  if (reading !== null) {
    return (
      <p role="status" className="py-6 text-ink-2">
        {text.readingFolder(reading)}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {refusal && <Problem message={refusal} />}
      <div className="flex h-50 flex-col items-center justify-center gap-4 rounded-panel border-2 border-dashed border-edge px-4 text-center">
        <p className="text-ink-2">{text.dropSourceHereOr}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button onClick={() => file.current?.click()}>
            <FileArchive aria-hidden="true" size={16} strokeWidth={1.5} />
            {common.chooseTarball}
          </Button>
          <Button onClick={() => folder.current?.click()}>
            <Folder aria-hidden="true" size={16} strokeWidth={1.5} />
            {text.chooseAFolder}
          </Button>
        </div>
      </div>
      <p className="text-ink-2">
        {text.sourceOnTheWeb}{" "}
        <button type="button" className="text-live underline underline-offset-2" onClick={onUrl}>
          {text.buildFromUrlInstead}
        </button>
      </p>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={text.tarball}
        accept=".tgz,.gz,application/gzip"
        onChange={({ target }) => {
          if (target.files) pick(readFiles(target.files));
        }}
      />
      <input
        ref={(node) => {
          folder.current = node;
          if (node) node.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label={text.folder}
        onChange={({ target }) => {
          if (target.files?.length) pick(Promise.resolve(readFolder(target.files)));
        }}
      />
    </div>
  );
}
