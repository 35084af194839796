import { Response } from "node-fetch";
import { expect, test } from "vitest";
import { encodeBody } from "../../src/lever/http/request-body.js";
import { StoredBytes } from "../../src/uploads/stored-bytes.js";

/** Small buffers are parts of Node's pool. */
const CHUNKS = ["Ada ", "Okafor"].map((text) => Buffer.from(text));

function storedBytes(onRead: () => void = () => undefined): StoredBytes {
  return new StoredBytes(10, "text/plain", async function* () {
    for (const chunk of CHUNKS) {
      onRead();
      yield chunk;
    }
  });
}

test("are read from their beginning each time, and not before", async () => {
  let reads = 0;
  const bytes = storedBytes(() => reads++);
  expect([bytes.size, bytes.type, reads]).toEqual([10, "text/plain", 0]);
  expect([await bytes.text(), await bytes.text(), reads]).toEqual(["Ada Okafor", "Ada Okafor", 4]);
  expect(Buffer.from(await bytes.arrayBuffer()).toString()).toBe("Ada Okafor");
});

test("go into a form as a part of the known length", async () => {
  const file = { field: "file", filename: "cv.txt", contentType: "text/plain", bytes: storedBytes() };
  const { body } = encodeBody({ kind: "multipart", fields: [["name", "Ada"]], files: [file] });
  const text = await new Response(body).text();
  expect(text).toContain('name="file"; filename="cv.txt"\r\nContent-Type: text/plain\r\n\r\nAda Okafor\r\n');
});

test("leave the memory of what they were read from to whoever it belongs to", async () => {
  const { buffer } = CHUNKS[0]!;
  const file = { field: "file", filename: "cv.txt", contentType: "text/plain", bytes: storedBytes() };
  const { body } = encodeBody({ kind: "multipart", fields: [], files: [file] });
  await new Response(body).arrayBuffer();
  expect(buffer.byteLength).toBeGreaterThan(0);
  expect(CHUNKS.map(String)).toEqual(["Ada ", "Okafor"]);
});

test("have no parts", () => {
  expect(() => storedBytes().slice()).toThrow(TypeError);
});
