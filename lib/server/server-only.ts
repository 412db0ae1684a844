/** What `server-only` is on the server: nothing. Doors below pages/ would else load the package, which throws there. */
export {};
