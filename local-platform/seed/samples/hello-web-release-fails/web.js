import { createServer } from "node:http";

const port = Number(process.env.PORT ?? 5000);

const server = createServer((request, response) => {
  const known = request.url === "/";
  console.log(`${request.method} ${request.url} ${known ? 200 : 404}`);
  response.writeHead(known ? 200 : 404, { "content-type": "text/plain; charset=utf-8" });
  response.end(known ? "Hello World\n" : "Not Found\n");
});

server.listen(port, () => console.log(`Listening on port ${port}`));

process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
