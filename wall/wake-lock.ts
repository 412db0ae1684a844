type Lock = { addEventListener(kind: "release", act: () => void): void };
type Locking = { request(kind: "screen"): Promise<Lock> };

/** Keeps the screen on where the browser can: over HTTPS, if it implements the Screen Wake Lock API. */
export class WakeLock {
  private held = false;

  /** Returns why the screen cannot be kept on; null if it can. */
  get problem(): string | null {
    if (api()) return null;
    if (!window.isSecureContext)
      return "Over plain http a screen cannot be kept on: switch its energy saver off.";
    return "This browser cannot keep a screen on: switch its energy saver off.";
  }

  /** Requests the lock unless it is held. Browsers release it whenever the page is hidden. */
  async request(): Promise<void> {
    const locking = api();
    if (this.held || !locking || document.visibilityState !== "visible") return;
    this.held = true;
    try {
      const lock = await locking.request("screen");
      lock.addEventListener("release", () => {
        this.held = false;
      });
    } catch {
      this.held = false;
    }
  }
}

function api(): Locking | null {
  const known: { wakeLock?: Locking } = navigator;
  return known.wakeLock ?? null;
}
