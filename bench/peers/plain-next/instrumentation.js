/** Next would otherwise find the dashboard's file of this name further up. */
export function register() {}
