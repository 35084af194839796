import { readdir } from "node:fs/promises";
import type { LeverEndpoint } from "../src/lever/endpoint.js";

const SLICES = new URL("../src/graph/", import.meta.url);

/** Every endpoint of Lever's that a slice defines in its `.lever.ts` files, by permission and path. */
export async function leverEndpoints(): Promise<readonly LeverEndpoint<unknown>[]> {
  const files = await readdir(SLICES, { recursive: true });
  const modules = files.filter((file) => file.endsWith(".lever.ts")).map((file) => new URL(file, SLICES).href);
  const exported = await Promise.all(modules.map((url) => import(url) as Promise<Readonly<Record<string, unknown>>>));
  const endpoints = exported.flatMap((module) => Object.values(module).filter(isEndpoint));
  return endpoints.sort((one, other) => keyOf(one).localeCompare(keyOf(other), "en"));
}

function isEndpoint(value: unknown): value is LeverEndpoint<unknown> {
  return typeof value === "object" && value !== null && "permission" in value && "path" in value;
}

function keyOf({ permission, method, path }: LeverEndpoint<unknown>): string {
  return `${permission} ${method} ${path}`;
}
