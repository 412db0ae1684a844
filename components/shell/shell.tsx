"use client";

import { type ReactNode, useState } from "react";
import * as text from "@/lib/text/shell";
import { NavigationLine } from "./navigation-line";
import { Palette } from "./palette";
import type { Person } from "./person";
import { Rail } from "./rail";
import { toggleRail } from "./rail-fold";
import { ShortcutList } from "./shortcut-list";
import { SignedOutBar } from "./signed-out-bar";
import { TopBar } from "./top-bar";
import { useEvents } from "./use-events";
import { useShortcuts } from "./use-shortcuts";

/** The frame of every page behind sign-in: rail (or top bar below 1024 px), palette, shortcuts. */
export function Shell({ person, children }: { person: Person; children: ReactNode }) {
  const [finding, setFinding] = useState(false);
  const [listing, setListing] = useState(false);
  useEvents();
  const find = () => setFinding(true);
  useShortcuts({ find, list: () => setListing(true), fold: toggleRail });
  return (
    <div className="flex min-h-dvh flex-col lg:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-primary px-3 py-1.5 text-strong text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {text.skipToContent}
      </a>
      <NavigationLine />
      <Rail person={person} onFind={find} />
      <TopBar person={person} onFind={find} />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-w-0 flex-1 flex-col px-4 pt-4 pb-12 outline-none lg:px-8"
      >
        <SignedOutBar />
        {children}
      </main>
      <Palette open={finding} onOpenChange={setFinding} onList={() => setListing(true)} />
      <ShortcutList open={listing} onOpenChange={setListing} />
    </div>
  );
}
