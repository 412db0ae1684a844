import { touchApp } from "./touched";

/** To be called when something outside says that an app, by its id, has changed: it is read anew at once. */
export function wakeWatch(app: string): void {
  touchApp(app);
}
