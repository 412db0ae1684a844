/** How far back the speed is measured: long enough to be calm, short enough to follow a change. */
const WINDOW_MS = 5_000;
const FIRST_GUESS_MS = 800;

/** Estimates the milliseconds left of a transfer from what was sent when; null until it can be told. */
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
