// Builds the page that TV screens show; `npm start` does it by itself, `npm run build` before it builds the dashboard.
import { bundleWall } from "./launch/wall.mjs";

await bundleWall();
