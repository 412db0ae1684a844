import { z } from "zod";

// zod asks whether it may compile code (`new Function`) as the first schema is made, and the browser reports that as a
// violation of our policy. To be imported before anything that has schemas.
z.config({ jitless: true });
