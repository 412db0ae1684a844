import { NextResponse } from "next/server";

/** Next would otherwise find the dashboard's file of this name further up. */
export function proxy() {
  return NextResponse.next();
}

export const config = { matcher: "/none" };
