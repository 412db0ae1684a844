import { Upload } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useUpload } from "@/components/uploads/upload-provider";
import * as text from "@/lib/text/app";

/** Shown before the first build: the drop target of an app, and the button that opens the upload. */
export function DropArea({ name }: { name: string }) {
  const upload = useUpload();
  return (
    <section
      aria-label={text.nextTitle}
      className="mt-4 flex h-50 flex-col items-center justify-center gap-4 rounded-panel border-2 border-dashed border-edge px-4 text-center"
    >
      <Upload aria-hidden="true" size={20} strokeWidth={1.5} className="text-ink-3" />
      <p className="text-body text-ink-2">
        {text.dropSourceHereOr}{" "}
        <button
          type="button"
          className="text-live underline underline-offset-2"
          onClick={() => upload.open({ app: name, url: true })}
        >
          {text.orBuildFromUrl}
        </button>
        .
      </p>
      <Button variant="ink" onClick={() => upload.open({ app: name })}>
        {text.uploadTo(name)}
      </Button>
    </section>
  );
}
