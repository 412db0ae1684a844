import fc from "fast-check";

// The same cases on every machine and in every run. `npm run fuzz` sets FUZZ: then each run draws new ones.
if (!process.env.FUZZ) fc.configureGlobal({ seed: 20_260_512 });
