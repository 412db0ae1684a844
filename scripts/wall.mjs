// Builds the wall; `npm start` does so itself, `npm run build` before it builds the dashboard.
import { bundleWall } from "./launch/wall.mjs";

await bundleWall();
