/** An error response in Heroku's format: `{id, message, url?, resource?}`. */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 406 | 411 | 412 | 413 | 416 | 422 | 429 | 500 | 501 | 503,
    readonly id: string,
    message: string,
    readonly extra: Record<string, string> = {},
  ) {
    super(message);
  }

  body(): Record<string, string> {
    return { id: this.id, message: this.message, ...this.extra };
  }
}

/** Returns a 404 for a kind of resource: `notFound("app")` has the message "Couldn't find that app." */
export function notFound(resource: string): ApiError {
  return new ApiError(404, "not_found", `Couldn't find that ${resource}.`, { resource });
}

export function invalid(message: string): ApiError {
  return new ApiError(422, "invalid_params", message);
}

export function forbidden(message: string): ApiError {
  return new ApiError(403, "forbidden", message);
}
