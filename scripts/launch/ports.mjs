import { createServer } from "node:net";

/** Names every port in use, and the variable that changes it. Leaves nothing listening. */
export async function takenPorts(settings, { dashboard = true } = {}) {
  const wanted = [
    ...(dashboard ? [["PORT", settings.port, settings.host, "the dashboard"]] : []),
    ...(dashboard && settings.metricsPort
      ? [["METRICS_PORT", settings.metricsPort, settings.metricsHost, "the metrics"]]
      : []),
    ...(settings.local
      ? [
          ["LOCAL_API_PORT", settings.apiPort, "127.0.0.1", "the local platform's API"],
          ["LOCAL_OBJECTS_PORT", settings.objectsPort, "127.0.0.1", "the local platform's storage"],
          ["LOCAL_APPS_PORT", settings.appsPort, "127.0.0.1", "the apps on the local platform"],
        ]
      : []),
  ];
  const problems = [];
  const seen = new Map();
  for (const [variable, port, host, use] of wanted) {
    if (seen.has(port))
      problems.push(`${variable} and ${seen.get(port)} are both ${port}: change one of them.`);
    seen.set(port, variable);
    const error = await tryPort(port, host);
    if (error === "EADDRINUSE") {
      problems.push(
        `Port ${port} (${use}) is in use. Stop what uses it, or set ${variable} to another port.`,
      );
    } else if (error) {
      problems.push(`Port ${port} (${use}) on ${host} cannot be opened: ${error}. ${variable} changes it.`);
    }
  }
  return problems;
}

function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
