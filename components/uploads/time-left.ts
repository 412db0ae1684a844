/** The window in which the speed is measured: long enough to be stable, short enough to follow a change. */
const WINDOW_MS = 5_000;
const FIRST_GUESS_MS = 800;

/** Returns a function that estimates the ms left of a transfer; it returns null until it can be estimated. */
export function timeLeft(): (sent: number, total: number, now: number) => number | null {
  const samples: { sent: number; at: number }[] = [];
  return (sent, total, now) => {
    samples.push({ sent, at: now });
    while (samples.length > 2 && now - (samples[1]?.at ?? now) >= WINDOW_MS) samples.shift();
    const first = samples[0];
    if (!first || now - first.at < FIRST_GUESS_MS || sent <= first.sent) return null;
    return ((total - sent) * (now - first.at)) / (sent - first.sent);
  };
}
