import fc from "fast-check";

// The same cases on every machine and in every run; `npm run fuzz` sets a seed per round.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_260_512) });
