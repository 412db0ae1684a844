import type { ReactNode } from "react";
import * as common from "@/lib/text/common";
import { Logo } from "./logo";
import { TabState } from "./tab-state";

/** A page with a single message, outside the dashboard's frame. */
export function StandaloneMessage({
  title,
  text,
  children,
}: {
  title: string;
  text: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col justify-center px-5 py-10">
      <TabState kind="unknown" title={title} />
      <p className="flex items-center gap-2 text-large/6 font-semibold">
        <Logo />
        {common.slipway}
      </p>
      <h1 className="mt-8 text-display">{title}</h1>
      <div className="mt-2 mb-6 text-ink-2">{text}</div>
      <div className="flex gap-2">{children}</div>
    </main>
  );
}
