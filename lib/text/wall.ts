/** On a tile, behind the commit that failed. */
export const stillRunning = (version: number) => `v${version} still running`;
