import "./serve/moving-time.js";
import "reflect-metadata";
import { RestSource } from "./lever/rest-source.js";
import { serveTyped } from "./serve/serve-typed.js";

/** type-graphql over Apollo's RESTDataSource, with the server's cache behind it. */
await serveTyped((surroundings, { cache }) => new RestSource(surroundings, { cache }));
