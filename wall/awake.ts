type Lock = { addEventListener(kind: "release", act: () => void): void };
type Locking = { request(kind: "screen"): Promise<Lock> };

/** Keeps the screen on where the browser allows it: over https, and in browsers that know how. */
export class Awake {
  private held = false;

  /** What to say where it cannot; null where it can. */
  get problem(): string | null {
    if (wakeLock()) return null;
    if (!window.isSecureContext)
      return "Over plain http a screen cannot be kept on: switch its energy saver off.";
    return "This browser cannot keep a screen on: switch its energy saver off.";
  }

  /** Asks for it again: browsers take it back whenever the page is hidden. */
  async hold(): Promise<void> {
    const locking = wakeLock();
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

function wakeLock(): Locking | null {
  const known: { wakeLock?: Locking } = navigator;
  return known.wakeLock ?? null;
}
