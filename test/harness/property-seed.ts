import fc from "fast-check";

// The same cases on every machine and in every run; `npm run fuzz` gives each round a seed of its own.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_260_512) });
