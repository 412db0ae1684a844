import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { timelineRows } from "@/lib/timeline/rows";
import { aBuild, aRelease } from "@/test/builders/objects";
import { render } from "@/test/harness/rendered/page";
import { TimelineRow } from "./timeline-row";

type Given = { builds?: Build[]; releases?: Release[]; leadsTo?: "build" | "release"; flag?: string };

/** Renders the newest row of an app's timeline. */
function newestRow({ builds = [], releases = [], leadsTo = "release", flag }: Given) {
  const [row] = timelineRows(builds, releases);
  if (!row) throw new Error("The timeline has no row.");
  const list = { builds, releases, slugs: [], leadsTo, fresh: false, flagOf: () => flag ?? null };
  render(<TimelineRow app="shop" row={row} {...list} />);
  const link = screen.getByRole("link");
  return { href: link.getAttribute("href"), text: link.textContent, item: screen.getByRole("listitem") };
}

const pending = aBuild({ status: "pending", slug: null, release: null });
const current = aRelease({ current: true });

describe("a row of the timeline", () => {
  test("of a running build leads to the build and names its commit", () => {
    const { href, text } = newestRow({ builds: [pending] });
    expect(href).toBe("/apps/shop/builds/build-1");
    expect(text).toContain("building");
    expect(text).toContain("cb6999d");
  });

  test("of a build without a version shows the start of its id", () => {
    const source_blob = { url: null, version: null, version_description: null, checksum: null };
    const { text } = newestRow({ builds: [{ ...pending, id: "0123456789ab", source_blob }] });
    expect(text).toContain("0123456");
  });

  test("of a failed build shows its state and duration in the second line", () => {
    const { item } = newestRow({ builds: [aBuild({ status: "failed", slug: null, release: null })] });
    expect(item.textContent).toContain("build failed · ");
    expect(item.textContent).toContain("1 m");
  });

  test.each([
    ["release", "/apps/shop/releases/1"],
    ["build", "/apps/shop/builds/build-1"],
  ] as const)("of a released build on the page of %ss leads to %s", (leadsTo, href) => {
    expect(newestRow({ builds: [aBuild()], releases: [current], leadsTo }).href).toBe(href);
  });

  test("of a failed release phase leads to the release", () => {
    const failed = aRelease({ status: "failed", release_phase: true });
    const { href, text } = newestRow({ builds: [aBuild()], releases: [failed], leadsTo: "build" });
    expect(href).toBe("/apps/shop/releases/1");
    expect(text).toContain("release phase failed");
  });

  test("of a release that no build made shows its version, its user and its flag", () => {
    const { text, item } = newestRow({ releases: [aRelease({ version: 9 })], flag: "do not promote" });
    expect(text).toContain("v9");
    expect(text).toContain("do not promote");
    expect(item.textContent).toContain("Dana");
  });

  test("of several config changes unfolds one row for each", () => {
    const config = (version: number) =>
      aRelease({
        id: `release-${version}`,
        version,
        current: version === 4,
        description: "Set A config vars",
      });
    const releases = [config(4), config(3), config(2), aRelease()];
    const row = timelineRows([], releases).find(({ kind }) => kind === "config");
    if (!row) throw new Error("The timeline has no run of config changes.");
    const list = { builds: [], releases, slugs: [], leadsTo: "release", fresh: false } as const;
    render(<TimelineRow app="shop" row={row} {...list} flagOf={() => null} />);
    fireEvent.click(screen.getByRole("button", { name: "2 config changes v2, v3" }));
    expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      "/apps/shop/releases/3",
      "/apps/shop/releases/2",
    ]);
  });
});
