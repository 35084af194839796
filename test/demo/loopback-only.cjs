"use strict";

const net = require("node:net");

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1"]);
const connect = net.Socket.prototype.connect;

/** Loaded before everything else in a process that must not leave this machine. */
net.Socket.prototype.connect = function connectOnLoopback(...given) {
  // Node's own callers hand over a list of already sorted arguments.
  const [target, second] = Array.isArray(given[0]) ? given[0] : given;
  // Without a host it is this machine's, or a socket in the file system.
  const host = (typeof target === "object" ? target.host : second) ?? "localhost";
  if (typeof host !== "string" || LOOPBACK.has(host)) return connect.apply(this, given);
  process.stderr.write(`left this machine: ${host}\n`);
  return this.destroy(new Error(`not a loopback address: ${host}`));
};
