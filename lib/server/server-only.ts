/**
 * Replaces `server-only` on the server: route handlers below pages/ are bundled without the `react-server` condition, where
 * the package throws.
 */
export {};
