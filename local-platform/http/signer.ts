import { createHmac, timingSafeEqual } from "node:crypto";

/** Signs and verifies URLs like S3: a URL works without a token until it expires. */
export type Signer = {
  /** Returns the query (with `?`) that authorizes `method` on `path` for `forMs` from `now`. `more` is signed too. */
  sign(method: "GET" | "PUT", path: string, now: Date, forMs: number, more?: Record<string, string>): string;
  verify(method: string, url: URL, now: Date): "valid" | "expired" | "wrong signature";
};

export function createSigner(secret: string): Signer {
  function signatureOf(method: string, path: string, query: URLSearchParams): string {
    const signed = [...query]
      .filter(([name]) => name !== "X-Amz-Signature")
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const text = [method, path, new URLSearchParams(signed).toString()].join("\n");
    return createHmac("sha256", secret).update(text).digest("hex");
  }

  return {
    sign(method, path, now, forMs, more = {}) {
      const date = compactTime(now);
      const query = new URLSearchParams({
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": `LOCALPLATFORM/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
        "X-Amz-Date": date,
        "X-Amz-Expires": String(Math.floor(forMs / 1000)),
        "X-Amz-SignedHeaders": "host",
        ...more,
      });
      query.set("X-Amz-Signature", signatureOf(method, path, query));
      return `?${query}`;
    },
    verify(method, url, now) {
      const given = url.searchParams.get("X-Amz-Signature") ?? "";
      const right = signatureOf(method, url.pathname, url.searchParams);
      if (given.length !== right.length || !timingSafeEqual(Buffer.from(given), Buffer.from(right))) {
        return "wrong signature";
      }
      const from = timeOf(url.searchParams.get("X-Amz-Date") ?? "");
      const expires = from + Number(url.searchParams.get("X-Amz-Expires")) * 1000;
      return now.getTime() < expires ? "valid" : "expired";
    },
  };
}

/** 20261121T041200Z */
function compactTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

function timeOf(compact: string): number {
  return Date.parse(compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}
