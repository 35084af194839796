// Measures an embedded database: node 0002-embedded-database.bench.mjs libsql|pglite [rows] [fresh|existing]
// In a folder of its own, after: npm install libsql @electric-sql/pglite
import { rmSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
const kind = process.argv[2],
  N = Number(process.argv[3] ?? 2000);
const phase = process.argv[4] ?? "fresh";
const dir = join(import.meta.dirname ?? ".", `data-${kind}`);
const size = (p) => {
  const s = statSync(p);
  return s.isDirectory() ? readdirSync(p).reduce((a, f) => a + size(join(p, f)), 0) : s.size;
};
if (phase === "fresh") {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
}
const rss0 = process.memoryUsage().rss;
const t0 = performance.now();
let run, all, close;
if (kind === "libsql") {
  const { default: L } = await import("libsql");
  const db = new L(join(dir, "x.db"));
  for (const p of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"]) db.pragma(p);
  db.exec("create table if not exists t (id text primary key, body text not null)");
  run = async (a) => {
    db.exec("begin immediate");
    db.prepare("insert into t values (?, ?)").run(a);
    db.exec("commit");
  };
  all = async (a) => db.prepare("select body from t where id = ?").all(a);
  close = async () => db.close();
} else {
  const { PGlite } = await import("@electric-sql/pglite");
  const db = await PGlite.create(join(dir, "pg"), { relaxedDurability: false });
  await db.exec("create table if not exists t (id text primary key, body text not null)");
  run = (a) => db.transaction((tx) => tx.query("insert into t values ($1, $2)", a));
  all = async (a) => (await db.query("select body from t where id = $1", a)).rows;
  close = () => db.close();
}
const openMs = performance.now() - t0;
const out = { kind, phase, openMs: Math.round(openMs) };
if (phase === "fresh") {
  const body = "x".repeat(1800);
  let t = performance.now();
  for (let i = 0; i < N; i++) await run([String(i), body]);
  out.insertsPerSecond = Math.round(N / ((performance.now() - t) / 1000));
  t = performance.now();
  for (let i = 0; i < N * 3; i++) if ((await all([String(i % N)])).length !== 1) throw new Error("lost");
  out.selectsPerSecond = Math.round((N * 3) / ((performance.now() - t) / 1000));
}
globalThis.gc?.();
out.rssMegabytes = Math.round(process.memoryUsage().rss / 1e6);
out.rssAddedMegabytes = Math.round((process.memoryUsage().rss - rss0) / 1e6);
await close();
out.diskMegabytes = +(size(dir) / 1e6).toFixed(1);
console.log(JSON.stringify(out));
