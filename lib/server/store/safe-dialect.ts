import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from "kysely";
import { safeParameters } from "@/lib/schemas/sql-parameters";

/** Wraps a dialect so that every parameter is safe: libsql ends the process on a boolean and stores undefined as NULL. */
export function safeDialect(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => new SafeDriver(dialect.createDriver()),
  };
}

class SafeDriver implements Driver {
  readonly #driver: Driver;
  readonly #connections = new WeakMap<DatabaseConnection, DatabaseConnection>();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  init = () => this.#driver.init();
  destroy = () => this.#driver.destroy();

  async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await this.#driver.acquireConnection();
    const safe: DatabaseConnection = {
      executeQuery: (query) => inner.executeQuery(safeQuery(query)),
      streamQuery: (query, size) => inner.streamQuery(safeQuery(query), size),
    };
    this.#connections.set(safe, inner);
    return safe;
  }

  beginTransaction: Driver["beginTransaction"] = (connection, settings) =>
    this.#driver.beginTransaction(this.#inner(connection), settings);
  commitTransaction: Driver["commitTransaction"] = (connection) =>
    this.#driver.commitTransaction(this.#inner(connection));
  rollbackTransaction: Driver["rollbackTransaction"] = (connection) =>
    this.#driver.rollbackTransaction(this.#inner(connection));
  releaseConnection: Driver["releaseConnection"] = (connection) =>
    this.#driver.releaseConnection(this.#inner(connection));

  #inner(connection: DatabaseConnection): DatabaseConnection {
    return this.#connections.get(connection) ?? connection;
  }
}

function safeQuery(query: CompiledQuery): CompiledQuery {
  return { ...query, parameters: safeParameters(query.parameters) };
}
