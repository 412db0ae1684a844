import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import {
  Screen,
  type ScreenBroadcast,
  type ScreenGrantCreate,
  ScreenLink,
  ScreenList,
  type ScreenPair,
  ScreenPairing,
  type ScreenPatch,
} from "@/lib/schemas/screen";
import { callApi } from "./api";

/** The screens that the account backs or may back; polled faster while a newly paired one has not connected. */
export const screensQuery = () =>
  queryOptions({
    queryKey: ["screens"],
    queryFn: ({ signal }) => callApi(api.screens(), ScreenList, { signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ last_seen_at }) => last_seen_at === null) ? 2_000 : 10_000,
  });

/** Pairs the device that shows a code. If the response has a `consent_url`, the browser has to go there first. */
export const pairScreen = (body: ScreenPair) =>
  callApi(api.screens(), ScreenPairing, { method: "POST", body });

export const backScreen = (screen: string, body: ScreenGrantCreate) =>
  callApi(api.screenBackers(screen), ScreenPairing, { method: "POST", body });

export const leaveScreen = (screen: string) =>
  callApi(api.screenBackers(screen), Screen, { method: "DELETE" });

export const changeScreen = (screen: string, body: ScreenPatch) =>
  callApi(api.screen(screen), Screen, { method: "PATCH", body });

export const removeScreen = (screen: string) => callApi(api.screen(screen), Screen, { method: "DELETE" });

export const identifyScreen = (screen: string) =>
  callApi(api.screenIdentify(screen), Screen, { method: "POST" });

/** Creates a link with which one other person may back the screen. */
export const linkToScreen = (screen: string) =>
  callApi(api.screenLinks(screen), ScreenLink, { method: "POST" });

/** Shows a line on every screen that the account backs; null removes it. */
export const broadcastLine = (body: ScreenBroadcast) =>
  callApi(api.screenBroadcast(), ScreenList, { method: "POST", body });
