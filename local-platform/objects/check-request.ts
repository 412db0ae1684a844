import type { Services } from "../services";
import { StorageError } from "./storage-error";

/** Checks a request with a signed URL as S3 does. Throws a StorageError. */
export function checkSigned(
  { context, signer }: Pick<Services, "context" | "signer">,
  request: Request,
): void {
  const { headers, method } = request;
  if (headers.has("authorization")) {
    throw new StorageError(
      400,
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
      { ArgumentName: "Authorization" },
    );
  }
  if (method === "PUT" && headers.has("transfer-encoding")) {
    throw new StorageError(
      501,
      "NotImplemented",
      "A header you provided implies functionality that is not implemented",
      {
        Header: "Transfer-Encoding",
      },
    );
  }
  const verdict = signer.verify(method, new URL(request.url), context.now());
  if (verdict === "expired") throw new StorageError(403, "AccessDenied", "Request has expired");
  if (verdict === "wrong signature" || (method === "PUT" && headers.get("content-type"))) {
    throw new StorageError(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
}
