/** Formats bytes as in Heroku's build output: `48.2M`, `512.0K`. */
export function formatSize(bytes: number): string {
  const step = [
    ["G", 1024 ** 3],
    ["M", 1024 ** 2],
  ].find(([, size]) => bytes >= Number(size)) ?? ["K", 1024];
  return `${(bytes / Number(step[1])).toFixed(1)}${step[0]}`;
}
