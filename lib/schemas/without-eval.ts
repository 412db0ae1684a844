import { z } from "zod";

// zod probes whether it may compile code (`new Function`) when the first schema is created, and the browser reports
// that as a violation of our policy. Must be imported before any module with schemas.
z.config({ jitless: true });
