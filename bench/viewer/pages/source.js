// Which output a page shows, from its address: ?build=100M or ?build=live-20000-10.
export const build = new URLSearchParams(location.search).get("build");
export const live = build.startsWith("live-");
export const address = `${location.origin}/api/apps/bench/builds/${build}/output?offset=0`;
