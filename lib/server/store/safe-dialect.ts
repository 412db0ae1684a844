import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from "kysely";
import { safeParameters } from "@/lib/schemas/sql-parameters";
import { asStoreFailure } from "./store-failure";

/**
 * Wraps a dialect so that every parameter is safe (libsql ends the process on a boolean and stores undefined as NULL), and
 * that failures of the store are `store_unavailable`.
 */
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
    const inner = await this.#driver.acquireConnection().catch((error: unknown) => {
      throw asStoreFailure(error);
    });
    const safe: DatabaseConnection = {
      executeQuery: async (query) => {
        try {
          return await inner.executeQuery(safeQuery(query));
        } catch (error) {
          throw asStoreFailure(error);
        }
      },
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
