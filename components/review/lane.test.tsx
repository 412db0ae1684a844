import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { forgetTime } from "@/lib/client/clock";
import { eu, staging, us, v12 } from "@/test/builders/lane";
import { minute } from "@/test/builders/objects";
import { aPromotion } from "@/test/builders/promotions";
import { aHold } from "@/test/builders/review";
import { render } from "@/test/harness/rendered/page";
import { Lane } from "./lane";
import type { ReviewProps } from "./use-review";

const READ_AT = Date.parse(minute(60));

beforeEach(() => {
  forgetTime();
  vi.useFakeTimers({ toFake: ["Date", "performance"], now: READ_AT + 4_000 });
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

type Given = Partial<Omit<ReviewProps, "ticked" | "onTicked">> & { ticked?: string[] };

function ALane({ ticked, ...given }: Given) {
  const targets = given.targets ?? [eu];
  const [ids, setIds] = useState(ticked ?? targets.map(({ app }) => app.id));
  return (
    <Lane
      pipeline={{ id: "pipeline-1", name: "shop" }}
      source={staging}
      targets={targets}
      toStage="production"
      {...given}
      ticked={ids}
      onTicked={setIds}
    />
  );
}

/** Serves the responses in turn, as the server of the page; the last one never arrives. */
function serve(...responses: Response[]): { bodies: () => unknown[] } {
  const bodies: unknown[] = [];
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => {
    bodies.push(JSON.parse(String(init.body)));
    const response = responses.shift();
    return response ? Promise.resolve(response) : new Promise(() => undefined);
  });
  return { bodies: () => bodies };
}
const refusal = (status: number, id: string, more: object = {}) =>
  Response.json({ id, message: `${id} happened.`, request_id: "request-1", ...more }, { status });

const button = (name: RegExp) => screen.getByRole("button", { name });
const press = (name: RegExp) => {
  vi.advanceTimersByTime(600);
  fireEvent.click(button(name));
};
const isDisabled = (name: RegExp) => button(name).getAttribute("aria-disabled") === "true";

describe("the lane", () => {
  test("names the version and the target", () => {
    render(<ALane />);
    expect(isDisabled(/^Promote v12 .* → example-app-production$/)).toBe(false);
  });

  test("names the number of several targets", () => {
    render(<ALane targets={[eu, us()]} />);
    expect(isDisabled(/^Promote v12 .* → 2 apps$/)).toBe(false);
  });

  test("requires a target", () => {
    render(<ALane targets={[eu, us()]} ticked={[]} />);
    expect(isDisabled(/^Choose a target$/)).toBe(true);
    const [first] = screen.getAllByRole("checkbox");
    if (first) fireEvent.click(first);
    expect(isDisabled(/^Promote v12/)).toBe(false);
  });

  test("has no button if the targets run the same", () => {
    render(<ALane targets={[us({ slug: staging.slug, current: v12, newest: v12 })]} />);
    expect(screen.queryByRole("button", { name: /Promote|Choose/ })).toBeNull();
  });

  test("cannot be pressed if nothing runs in the source", () => {
    render(<ALane source={{ ...staging, current: null, slug: null }} />);
    expect(isDisabled(/^Nothing runs in staging yet$/)).toBe(true);
  });

  test("cannot be pressed on data older than 75 s", () => {
    vi.setSystemTime(READ_AT + 80_000);
    render(<ALane />);
    expect(isDisabled(/^Data is 80 s old/)).toBe(true);
  });

  test("requires a reason for a locked target", () => {
    render(<ALane targets={[{ ...eu, holds: [aHold()] }]} />);
    expect(isDisabled(/^Override and promote v12/)).toBe(true);
    fireEvent.click(screen.getByRole("radio", { name: "Fixes an outage" }));
    expect(isDisabled(/^Override and promote v12/)).toBe(false);
  });

  test("opens the override of a slug that is marked", () => {
    render(<ALane source={{ ...staging, holds: [aHold({ kind: "slug", slug: { id: "slug-1" } })] }} />);
    press(/^Override…$/);
    expect(isDisabled(/^Override and promote v12/)).toBe(true);
  });

  test("sends the reviewed releases once", async () => {
    const { bodies } = serve();
    render(<ALane />);
    // A second click may arrive before the button is rendered as pressed.
    act(() => {
      button(/^Promote v12/).click();
      button(/^Promote v12/).click();
    });
    await waitFor(() => expect(isDisabled(/^Sending/)).toBe(true));
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatchObject({
      source: { app: staging.app.id, release: v12.id },
      targets: [{ app: eu.app.id, expected_current: eu.current?.id }],
    });
  });

  test("goes to the page of the promotion", async () => {
    serve(Response.json(aPromotion({ id: "promotion-7" }), { status: 201 }));
    const { visited } = render(<ALane />);
    press(/^Promote v12/);
    await waitFor(() => expect(visited).toEqual(["/promotions/promotion-7"]));
  });

  test("shows the releases that moved", async () => {
    const current = { id: "release-34", version: 34, commit: null };
    const expected = { id: "release-33", version: 33 };
    const moved = [{ app: eu.app, role: "target", expected, current, pending: null }];
    serve(refusal(409, "conflict", { moved }));
    render(<ALane />);
    press(/^Promote v12/);
    await screen.findByRole("button", { name: /^Review again/ });
    expect(screen.getByText("Nothing was sent.")).toBeDefined();
  });

  test("requires a code, and shows that one was not accepted", async () => {
    const { bodies } = serve(refusal(403, "two_factor"), refusal(403, "two_factor"));
    render(<ALane />);
    press(/^Promote v12/);
    fireEvent.change(await screen.findByRole("textbox", { name: /^Two-factor code/ }), {
      target: { value: "123456" },
    });
    press(/^Promote with code$/);
    await screen.findByText(/did not accept that code/);
    expect(bodies()[1]).toMatchObject({ two_factor_code: "123456" });
  });

  test("shows why it was refused, and can be sent again", async () => {
    const { bodies } = serve(refusal(403, "forbidden"));
    render(<ALane />);
    press(/^Promote v12/);
    await screen.findByText("forbidden happened.");
    press(/^Promote v12/);
    await waitFor(() => expect(bodies()).toHaveLength(2));
  });

  test("looks up the result when the response is lost", async () => {
    serve(refusal(500, "internal"));
    render(<ALane />);
    press(/^Promote v12/);
    await waitFor(() => expect(isDisabled(/^Looking at what happened/)).toBe(true));
  });
});
