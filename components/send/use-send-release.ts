import { useRouter } from "next/navigation";
import { createReleaseMutation } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import { useSendOnce } from "./use-send-once";

/**
 * Sends a release or a rollback, then goes to the page of the new release. `leave` is "replace" if
 * Back should not return to the current address.
 */
export function useSendRelease(app: string, leave: "push" | "replace") {
  const router = useRouter();
  return useSendOnce({
    ...createReleaseMutation(app),
    onSuccess: ({ version }) => router[leave](paths.release(app, version)),
  });
}
