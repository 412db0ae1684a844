import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ApiFailure } from "@/lib/client/api";
import { aHold } from "@/test/builders/review";
import { render } from "@/test/harness/rendered/page";
import { type Extras, SendFooter } from "./send-footer";

const labels = { send: "Release v7", override: "Release v7, past the lock", code: "Release v7 with code" };
const failure = (id: string, more: object = {}) =>
  new ApiFailure(422, { id, message: `${id} happened.`, request_id: "r-1", ...more });

function foot(props: Partial<Parameters<typeof SendFooter>[0]> = {}) {
  const onSend = vi.fn<(extras: Extras) => void>();
  const { rerender } = render(
    <SendFooter labels={labels} busy={false} error={null} onSend={onSend} {...props} />,
  );
  const update = (next: Partial<Parameters<typeof SendFooter>[0]>) =>
    rerender(<SendFooter labels={labels} busy={false} error={null} onSend={onSend} {...props} {...next} />);
  return { onSend, update };
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const isDisabled = (name: string) =>
  button(name).disabled || button(name).getAttribute("aria-disabled") === "true";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  return () => vi.useRealTimers();
});

describe("the foot of a sheet that sends", () => {
  test("sends at once when nothing more is required", () => {
    const { onSend } = foot();
    fireEvent.click(button("Release v7"));
    expect(onSend).toHaveBeenCalledExactlyOnceWith({});
  });

  test("cannot be pressed while it sends", () => {
    const { onSend } = foot({ busy: true });
    fireEvent.click(screen.getByRole("button"));
    expect(onSend).not.toHaveBeenCalled();
  });

  test("shows what replaces the button", () => {
    foot({ instead: <p>It runs already.</p> });
    expect(screen.getByText("It runs already.")).toBeDefined();
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("requires a reason to override a known hold", () => {
    const { onSend } = foot({ holds: [aHold()] });
    expect(isDisabled("Release v7, past the lock")).toBe(true);
    fireEvent.click(screen.getByRole("radio", { name: "Other…" }));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: " The fix is in it. " } });
    fireEvent.click(button("Release v7, past the lock"));
    expect(onSend).toHaveBeenCalledExactlyOnceWith({ override: "The fix is in it." });
  });

  test("requires a reason when the server reports a hold, and keeps it when a code is required next", () => {
    const { onSend, update } = foot({ error: failure("held", { holds: [aHold()] }) });
    fireEvent.click(screen.getByRole("radio", { name: "Fixes an outage" }));
    update({ error: failure("two_factor"), holds: [aHold()] });
    expect(isDisabled("Release v7 with code")).toBe(true);
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "123456" } });
    fireEvent.click(button("Release v7 with code"));
    expect(onSend, "a click that was aimed at the old label").not.toHaveBeenCalled();
    vi.advanceTimersByTime(600);
    fireEvent.click(button("Release v7 with code"));
    expect(onSend).toHaveBeenCalledExactlyOnceWith({
      override: "Fixes an outage",
      two_factor_code: "123456",
    });
  });

  test("shows why it was refused, and can be sent again", () => {
    const { onSend } = foot({ error: failure("rate_limited") });
    expect(screen.getByRole("alert").textContent).toContain("rate_limited happened.");
    fireEvent.click(button("Release v7"));
    expect(onSend).toHaveBeenCalledOnce();
  });
});
