import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { FINDEM_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import {
  BROKEN_FILE_ID,
  BROKEN_RESUME_ID,
  LARGE_FILE_BYTES,
  LARGE_FILE_ID,
} from "../../sandbox/seed/parts/documents.js";
import { ask, idsOf, objectOf, refusalOf, rowsOf, smallSandbox, some } from "./support.js";

const sandbox = await smallSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());
const { data } = sandbox;
const isOpen = ({ opportunityId }: { readonly opportunityId: string }) =>
  data.opportunities.get(opportunityId)?.confidentiality === "non-confidential";

function download(path: string, key = FINDEM_KEY): Promise<Response> {
  return fetch(`${sandbox.url}${path}/download`, {
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` },
  });
}

const filePath = (id: string) => `/opportunities/${data.files.get(id)?.opportunityId ?? ""}/files/${id}`;
const resumePath = (id: string) => `/opportunities/${data.resumes.get(id)?.opportunityId ?? ""}/resumes/${id}`;

describe("Lever docs, Files", () => {
  test("a file has no opportunity, an ext with a dot and a link into Lever's pages", async () => {
    const { opportunityId, ...file } = some(data.files.values(), isOpen);
    expect(objectOf(await ask(sandbox, filePath(file.id)))).toEqual({
      ...file,
      ext: expect.stringMatching(/^\.\w+$/),
      downloadUrl: `https://hire.lever.co/candidates/${opportunityId}/files/${file.id}/download`,
    });
  });

  test("times and sizes are numbers, now and then texts; what isn't known is null", () => {
    const files = [...data.files.values()];
    some(files, ({ uploadedAt, size }) => typeof uploadedAt === "number" && typeof size === "number");
    some(files, ({ uploadedAt, size }) => typeof uploadedAt === "string" && typeof size === "string");
    some(files, ({ status }) => status === null);
  });

  test("uploaded_at_start and uploaded_at_end are inclusive; what has no time is left out", async () => {
    const [one, two, undated] = [...data.files.values()].filter(isOpen);
    Object.assign(one!, { uploadedAt: 1_000 });
    Object.assign(two!, { uploadedAt: "2000", opportunityId: one!.opportunityId });
    Object.assign(undated!, { uploadedAt: null, opportunityId: one!.opportunityId });
    const path = `/opportunities/${one!.opportunityId}/files`;
    expect(idsOf(rowsOf(await ask(sandbox, `${path}?uploaded_at_end=2000`)))).toEqual(idsOf([one!, two!]));
    const range = `${path}?uploaded_at_start=1001&uploaded_at_end=2000`;
    expect(idsOf(rowsOf(await ask(sandbox, range)))).toEqual([two!.id]);
    expect(idsOf(rowsOf(await ask(sandbox, path)))).toContain(undated!.id);
    expect((await ask(sandbox, `${path}?uploaded_at_start=yesterday`)).status).toBe(400);
  });

  test("a download is as long as the file says, of its type, and the same every time", async () => {
    const file = some(data.files.values(), (row) => isOpen(row) && row.ext === ".pdf" && row.status === "processed");
    const first = await download(filePath(file.id));
    expect([first.status, first.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(bytes.length).toBe(Number(file.size));
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const again = Buffer.from(await (await download(filePath(file.id))).arrayBuffer());
    expect(again.equals(bytes)).toBe(true);
  });

  test("one is of exactly 30 MiB, and no two parts of it are alike", async () => {
    const response = await download(filePath(LARGE_FILE_ID));
    expect(response.headers.get("content-length")).toBe(String(LARGE_FILE_BYTES));
    let length = 0;
    const parts = new Set<string>();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) length += chunk.length;
    expect(length).toBe(31_457_280);
    const again = Buffer.from(await (await download(filePath(LARGE_FILE_ID))).arrayBuffer());
    for (let start = 0; start < again.length; start += 65_536) {
      parts.add(
        createHash("md5")
          .update(again.subarray(start, start + 65_536))
          .digest("hex"),
      );
    }
    expect(parts.size).toBe(480);
  });

  test("what Lever couldn't process answers 422", async () => {
    for (const path of [filePath(BROKEN_FILE_ID), resumePath(BROKEN_RESUME_ID)]) {
      const response = await download(path);
      expect(response.status).toBe(422);
      expect(await response.json()).toEqual({ code: expect.any(String), message: expect.any(String) });
    }
    expect(data.files.get(BROKEN_FILE_ID)?.status).toBe("error");
  });

  test("a connection that breaks off in the middle of a download gives half of it", async () => {
    const remove = sandbox.inject({ path: filePath(LARGE_FILE_ID) + "/download", do: { kind: "truncate" } });
    let length = 0;
    const read = async () => {
      const response = await download(filePath(LARGE_FILE_ID));
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) length += chunk.length;
    };
    await expect(read()).rejects.toThrow();
    expect(length).toBeLessThan(LARGE_FILE_BYTES);
    remove();
  });

  test("a client that hangs up early doesn't harm the next", async () => {
    const response = await download(filePath(LARGE_FILE_ID));
    await response.body?.cancel();
    expect((await ask(sandbox, "/stages")).status).toBe(200);
  });
});

describe("Lever docs, Resumes", () => {
  test("a resume has its file, its ext without a dot, and what was read out of it", async () => {
    const resume = some(data.resumes.values(), (row) => isOpen(row) && row.file !== null && row.parsedData != null);
    const { opportunityId, ...others } = resume;
    expect(objectOf(await ask(sandbox, resumePath(resume.id)))).toEqual({
      ...others,
      file: {
        ...resume.file,
        ext: "pdf",
        downloadUrl: `https://hire.lever.co/candidates/${opportunityId}/resumes/${resume.id}/download`,
      },
    });
  });

  test("what was read has gaps: no end, an end without a month, no schools; or nothing was read", () => {
    const resumes = [...data.resumes.values()];
    some(resumes, ({ parsedData }) => parsedData === null);
    some(resumes, (resume) => !("parsedData" in resume));
    const positions = resumes.flatMap(({ parsedData }) => parsedData?.positions ?? []);
    some(positions, (position) => !("end" in position));
    some(positions, ({ end }) => end === null);
    some(positions, ({ end }) => end != null && !("month" in end));
    some(positions, ({ end }) => end?.month === null);
    some(positions, (position) => !("summary" in position));
    some(resumes, ({ parsedData }) => parsedData?.schools.length === 0);
  });

  test("one that was scraped has no file, and no download", async () => {
    const scraped = some(data.resumes.values(), (row) => isOpen(row) && row.file === null);
    expect(objectOf(await ask(sandbox, resumePath(scraped.id))).file).toBeNull();
    expect((await download(resumePath(scraped.id))).status).toBe(404);
  });

  test("those that were never uploaded are compared by their creation", async () => {
    const scraped = some(data.resumes.values(), (row) => isOpen(row) && row.file === null);
    const path = `/opportunities/${scraped.opportunityId}/resumes`;
    const at = scraped.createdAt;
    const within = await ask(sandbox, `${path}?uploaded_at_start=${at}&uploaded_at_end=${at}`);
    expect(idsOf(rowsOf(within))).toEqual([scraped.id]);
    expect(rowsOf(await ask(sandbox, `${path}?uploaded_at_end=${at - 1}`))).toEqual([]);
  });
});

describe("Lever docs, downloads", () => {
  test("they have permissions of their own", async () => {
    const file = some(data.files.values(), (row) => isOpen(row) && row.status === "processed");
    const resume = some(data.resumes.values(), (row) => isOpen(row) && row.file?.status === "processed");
    const statusWith = async (permission: string, path: string) => {
      sandbox.addKey({ apiKey: permission, name: permission, permissions: [permission], confidential: false });
      return (await download(path, permission)).status;
    };
    expect(await statusWith("find an opportunity file", filePath(file.id))).toBe(403);
    expect(await statusWith("download an opportunity file", filePath(file.id))).toBe(200);
    expect(await statusWith("download an opportunity resume file", resumePath(resume.id))).toBe(200);
    expect(await statusWith("download a candidate resume", resumePath(resume.id))).toBe(403);
    const twin = resumePath(resume.id).replace("/opportunities", "/candidates");
    expect(await statusWith("download a candidate resume", twin)).toBe(200);
    const fileTwin = filePath(file.id).replace("/opportunities", "/candidates");
    expect(await statusWith("download a candidate file", fileTwin)).toBe(200);
  });

  test("of a confidential opportunity they are refused without access", async () => {
    const file = some(data.files.values(), (row) => !isOpen(row) && row.status !== "error");
    expect((await download(filePath(file.id), PLAIN_KEY)).status).toBe(403);
    expect((await download(filePath(file.id))).status).toBe(200);
  });

  test("there is none of what isn't there", async () => {
    const file = some(data.files.values(), isOpen);
    const answer = await ask(sandbox, `${filePath(file.id).replace(file.id, "x")}/download`);
    expect(refusalOf(answer)).toBe("404 files x was not found");
  });
});
