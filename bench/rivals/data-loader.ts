import "./serve/moving-time.js";
import "reflect-metadata";
import { BatchingSource } from "./lever/batching-source.js";
import { LeverHttp } from "./lever/lever-http.js";
import { serveTyped } from "./serve/serve-typed.js";

/** type-graphql with a DataLoader for each thing. */
await serveTyped((surroundings) => new BatchingSource(new LeverHttp(surroundings)));
