import { type UseMutationOptions, useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { createReleaseMutation } from "@/lib/client/releases";
import { paths } from "@/lib/paths";

type Options<Data, Body> = Omit<UseMutationOptions<Data, Error, Body>, "onError">;

/**
 * A mutation that is sent once: `send` does nothing while a request is in progress and after a success, which leads
 * to another page. It can be sent again after a failure.
 */
export function useSendOnce<Data, Body>(options: Options<Data, Body>) {
  const sent = useRef(false);
  const mutation = useMutation({
    ...options,
    onError: () => {
      sent.current = false;
    },
  });
  const { mutate, reset, error, variables, isPending, isSuccess } = mutation;
  const send: typeof mutate = (...request) => {
    // A second click may arrive before the button is rendered as pressed.
    if (sent.current) return;
    sent.current = true;
    mutate(...request);
  };
  /** Clears the last failure; a request in progress cannot be reset. */
  const forget = () => {
    if (!sent.current) reset();
  };
  return { send, forget, error, sent: variables, busy: isPending || isSuccess };
}

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
