import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { ApiFailure } from "@/lib/client/api";
import { render } from "@/test/harness/rendered/page";
import { Failed } from "./panel-states";

const failure = (status: number, id: string, more: object = {}) =>
  new ApiFailure(status, { id, message: `${id} happened. Do this.`, request_id: "r-1", ...more });
const button = (name: string) => screen.queryByRole("button", { name });

describe("a panel that could not be read", () => {
  test("announces what failed and retries on request", () => {
    const onRetry = vi.fn();
    render(<Failed what="Releases" error={failure(502, "upstream_error")} onRetry={onRetry} />);
    expect(screen.getByRole("alert").textContent).toContain(
      "Releases could not be read. upstream_error happened",
    );
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  test("shows the button for the request id only if the response had one", () => {
    const { rerender } = render(<Failed what="Releases" error={failure(500, "internal")} />);
    expect(button("Copy request id")).not.toBeNull();
    rerender(<Failed what="Releases" error={failure(500, "internal", { request_id: "none" })} />);
    expect(button("Copy request id")).toBeNull();
  });

  test("links to sign-in when the session has ended or a scope is missing", () => {
    const { rerender } = render(<Failed what="Releases" error={failure(401, "signed_out")} />);
    expect(screen.getByRole("link").textContent).toBe("Sign in again…");
    rerender(<Failed what="Releases" error={failure(403, "missing_scope", { scopes: ["write"] })} />);
    expect(screen.getByRole("link").textContent).toBe("Grant write…");
  });

  test("states when the data was read, and renders nothing after the session has ended", () => {
    const knownAt = "2026-11-30T14:03:00Z";
    const { rerender } = render(
      <Failed what="Releases" error={failure(500, "internal")} knownAt={knownAt} />,
    );
    expect(screen.getByRole("alert").textContent).toMatch(/Last read \d\d:\d\d/);
    rerender(<Failed what="Releases" error={failure(401, "signed_out")} knownAt={knownAt} />);
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
