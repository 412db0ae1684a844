export const dynamic = "force-dynamic";

/** Hands on what upstream sends, one connection for each viewer. */
export async function GET(request, { params }) {
  const { path } = await params;
  const url = `${process.env.UPSTREAM}/${path.join("/")}${new URL(request.url).search}`;
  const upstream = await fetch(url, { cache: "no-store", signal: request.signal });
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store, no-transform" };
  return new Response(upstream.body, { headers });
}
