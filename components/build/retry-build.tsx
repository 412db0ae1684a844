import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { SendButton } from "@/components/send/send-button";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/use-now";
import { useUpload } from "@/components/uploads/upload-provider";
import { retryBuildMutation } from "@/lib/client/builds";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import * as text from "@/lib/text/build";

/** Builds the same source again while its URL is valid. */
export function RetryBuild({ app, build }: { app: string; build: Build }) {
  const router = useRouter();
  const upload = useUpload();
  const now = useNow(10_000);
  const retry = useMutation({
    ...retryBuildMutation(app, build.id),
    onSuccess: (retried) => router.push(paths.build(app, retried.id)),
  });
  const { url } = build.source_blob;
  if (!url) return null;
  if (build.source_expires_at && now > 0 && Date.parse(build.source_expires_at) <= now) {
    return (
      <span className="flex flex-wrap items-center gap-2 text-meta text-ink-2">
        {text.uploadExpired}
        <Button acts onClick={() => upload.open({ app })}>
          {text.openUpload}
        </Button>
      </span>
    );
  }
  return (
    <SendButton
      labels={{ send: "Retry", past: `Build it again on ${app}, past the lock`, code: "Retry with code" }}
      busy={retry.isPending || retry.isSuccess}
      error={retry.error}
      onSend={({ override }) => retry.mutate(override)}
      onForget={retry.reset}
    >
      {text.notRetried}
    </SendButton>
  );
}
