import { resolve } from "node:path";

/** @type {import('next').NextConfig} */
const config = { turbopack: { root: resolve(import.meta.dirname, "../../..") } };

export default config;
