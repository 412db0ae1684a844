const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Formats a duration in one unit: "42 s", "4 min", "3 h", "12 d". */
export function span(ms: number): string {
  const value = Math.max(0, ms);
  if (value < MINUTE) return `${Math.floor(value / SECOND)} s`;
  if (value < HOUR) return `${Math.floor(value / MINUTE)} min`;
  if (value < DAY) return `${Math.floor(value / HOUR)} h`;
  return `${Math.floor(value / DAY)} d`;
}

/** Formats a duration in two units: "4 s", "3 min 38 s", "5 h 12 min", "2 d 4 h". */
export function longSpan(ms: number): string {
  const value = Math.max(0, ms);
  if (value < MINUTE) return span(value);
  if (value < HOUR) return `${span(value)} ${span(value % MINUTE)}`;
  if (value < DAY) return `${span(value)} ${span(value % HOUR)}`;
  return `${span(value)} ${span(value % DAY)}`;
}

/** Formats a ticking duration: "0:42", "12:05", "1:02:07". */
export function counter(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND);

  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours}:${pad(minutes)}:${pad(seconds % 60)}`;
  return `${minutes}:${pad(seconds % 60)}`;
}

/** Formats a time in the device's zone: "14:06". */
export function timeOfDay(time: number): string {
  const date = new Date(time);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** Formats the seconds of a time: ":42". */
export function secondsOfDay(time: number): string {
  return `:${pad(new Date(time).getSeconds())}`;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Formats a time: "14:06" within 20 hours, else with its day ("Tue 14:06") or date ("2026-11-03 14:06"). */
export function pointInTime(time: number, now: number): string {
  const distance = Math.abs(now - time);
  if (distance < 20 * HOUR) return timeOfDay(time);
  const date = new Date(time);
  if (distance < 6 * DAY) return `${DAYS[date.getDay()]} ${timeOfDay(time)}`;
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${timeOfDay(time)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** Returns a state's word in the past tense: "was building", "ran". Words that are past already stay as they are. */
export function pastTense(word: string): string {
  if (word === "runs") return "ran";
  if (word === "release phase") return "was in release phase";
  if (/ing\b/.test(word)) return `was ${word}`;
  return word;
}
