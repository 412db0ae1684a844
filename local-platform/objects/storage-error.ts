/** An error response of the storage, in S3's XML format. */
export class StorageError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Additional elements, such as the unsupported header. */
    readonly elements: Record<string, string> = {},
  ) {
    super(message);
  }

  toResponse(requestId: string): Response {
    const elements = { Code: this.code, Message: this.message, ...this.elements, RequestId: requestId };
    const body = Object.entries(elements)
      .map(([name, text]) => `<${name}>${escaped(text)}</${name}>`)
      .join("");
    return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${body}</Error>`, {
      status: this.status,
      headers: { "Content-Type": "application/xml" },
    });
  }
}

function escaped(text: string): string {
  return text.replace(/[<>&]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[sign] ?? sign);
}
