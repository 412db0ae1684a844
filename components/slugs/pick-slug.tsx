import { FileArchive } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { readFiles } from "@/components/uploads/pick-source";
import { Problem } from "@/components/uploads/problem";
import type { Refusal, Source } from "@/components/uploads/source";
import { formatBytes } from "@/lib/format/format";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";

type Props = {
  file: File | null;
  refusal: string | null;
  disabled: boolean;
  pick: (picked: Promise<Source | Refusal | null>) => void;
};

/** The drop target and picker of a slug's tarball; then the name of the file. */
export function PickSlug({ file, refusal, disabled, pick }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const choose = (
    <Button
      disabled={disabled}
      {...(file ? { variant: "ghost" } : {})}
      onClick={() => input.current?.click()}
    >
      {!file && <FileArchive aria-hidden="true" size={16} strokeWidth={1.5} />}
      {file ? common.openChangeSource : common.chooseTarball}
    </Button>
  );
  return (
    <div className="flex flex-col gap-3">
      {refusal && <Problem message={refusal} />}
      {file ? (
        <div className="flex items-center gap-3 rounded-panel border border-line bg-panel p-3">
          <FileArchive aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-2" />
          <div className="min-w-0 flex-1">
            <p className="truncate text-strong" title={file.name}>
              {file.name}
            </p>
            <p className="text-meta text-ink-3">{text.tarballOfSize(formatBytes(file.size))}</p>
          </div>
          {!disabled && choose}
        </div>
      ) : (
        <div className="flex h-50 flex-col items-center justify-center gap-4 rounded-panel border-2 border-dashed border-edge px-4 text-center">
          <p className="text-ink-2">{text.dropSlugHereOr}</p>
          {choose}
          <p className="text-meta text-ink-3">
            {text.createItWith} <span className="font-mono">{text.slugCommand}</span>
            {text.slugIsReleasedAsIs}
          </p>
        </div>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={text.slugTarball}
        accept=".tgz,.gz,application/gzip"
        onChange={({ target }) => {
          if (target.files) pick(readFiles([...target.files]));
          target.value = "";
        }}
      />
    </div>
  );
}
