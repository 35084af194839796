import "./serve/moving-time.js";
import "reflect-metadata";
import { DirectSource } from "./lever/direct-source.js";
import { LeverHttp } from "./lever/lever-http.js";
import { serveTyped } from "./serve/serve-typed.js";

/** type-graphql with a request in every resolver that needs one. */
await serveTyped((surroundings) => new DirectSource(new LeverHttp(surroundings)));
