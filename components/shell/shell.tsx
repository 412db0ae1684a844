"use client";

import { Search, TextAlignJustify } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { useZone } from "@/components/ui/preferences";
import { Sheet } from "@/components/ui/sheet";
import { outputShortcuts, pageShortcuts } from "@/components/ui/shortcuts";
import { SignInAgain } from "@/components/ui/sign-in-link";
import { Glyph } from "@/components/ui/state";
import { sessionEnd } from "@/lib/client/session-end";
import { formatHour } from "@/lib/format/format";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/shell";
import { AccountMenu } from "./account-menu";
import { ConnectionChip } from "./connection-chip";
import { Brand, NavLinks } from "./nav-links";
import { navigation } from "./navigation";
import { Palette } from "./palette";
import type { Person } from "./person";
import { Pinned } from "./pinned";
import { Rail } from "./rail";
import { toggleRail } from "./rail-fold";
import { useCrossTabSignIn, useEvents } from "./use-events";
import { useShortcuts } from "./use-shortcuts";

/** The frame of every page behind sign-in: navigation, palette and shortcuts. */
export function Shell({ person, children }: { person: Person; children: ReactNode }) {
  const [finding, setFinding] = useState(false);
  const [listing, setListing] = useState(false);
  useEvents();
  useCrossTabSignIn();
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

/** A line at the top while the next page loads; invisible for pages that load at once. */
function NavigationLine() {
  const pending = useSyncExternalStore(navigation.subscribe, navigation.pending, () => null);
  const place = `${usePathname()}?${useSearchParams()}`;
  useEffect(() => navigation.arrived(place), [place]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      {pending !== null && (
        <>
          <span className="sr-only">{text.readingNextPage}</span>
          <span
            key={pending}
            className="block h-full origin-left animate-reading bg-live forced-colors:bg-[Highlight]"
          />
        </>
      )}
    </div>
  );
}

/** Shown when the session ends while the page is open, with a link to sign in and return. */
function SignedOutBar() {
  const since = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.at, () => null);
  const zone = useZone();
  return (
    <div role="alert" className={since === null ? "sr-only" : "sticky top-12 z-30 bg-paper pb-3 lg:top-0"}>
      {since !== null && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border border-edge bg-tint-warn px-3 py-2">
          <p className="flex min-w-0 flex-1 basis-60 gap-2 text-body text-ink">
            <Glyph kind="warn" className="mt-0.5" />
            <span>{text.signedOutSince(formatHour(new Date(since).toISOString(), zone))}</span>
          </p>
          <SignInAgain />
        </div>
      )}
    </div>
  );
}

const icon = "flex size-10 items-center justify-center rounded-control text-ink hover:bg-hover";

/** The navigation below 1024 px; a sheet contains the rest of the rail. */
function TopBar({ person, onFind }: { person: Person; onFind: () => void }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center border-b border-line bg-paper px-2 [&>a]:my-0 lg:hidden">
      <Brand />
      <div className="ml-auto flex items-center">
        <ConnectionChip />
        <button type="button" aria-label={text.find} className={icon} onClick={onFind}>
          <Search aria-hidden="true" size={18} strokeWidth={1.5} />
        </button>
        <button
          type="button"
          aria-label={text.menu}
          aria-expanded={open}
          className={icon}
          onClick={() => setOpen(true)}
        >
          <TextAlignJustify aria-hidden="true" size={18} strokeWidth={1.5} />
        </button>
      </div>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={common.slipway}
        footer={<AccountMenu person={person} />}
      >
        <NavLinks onNavigate={close} />
        <Pinned onNavigate={close} />
      </Sheet>
    </header>
  );
}

const groups = [
  { title: text.everywhere, keys: pageShortcuts },
  { title: common.output, keys: outputShortcuts },
];

/** Lists all keyboard shortcuts. None of them changes anything at Heroku. */
function ShortcutList({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={text.keys}>
      {groups.map((group) => (
        <section key={group.title} className="mb-6">
          <h3 className="mb-1 text-strong">{group.title}</h3>
          <dl>
            {group.keys.map(({ label, description }) => (
              <div key={label} className="flex h-8 items-center gap-3 border-b border-line">
                <dt className="w-28 shrink-0 font-mono text-meta font-normal text-ink-2">{label}</dt>
                <dd>{description}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
