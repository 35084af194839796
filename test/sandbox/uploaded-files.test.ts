import { describe, expect, test } from "vitest";
import { FINDEM_KEY, READ_ONLY_KEY } from "../../sandbox/keys.js";
import { RECRUITER_ID } from "../../sandbox/seed/users.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, objectOf, refusalOf, type Reply, rowsOf, smallSandbox, some } from "./support.js";

const openOpportunity = ({ data }: Sandbox): string =>
  some(data.opportunities.values(), ({ confidentiality }) => confidentiality === "non-confidential").id;

type Part = readonly [name: string, value: string | File];

async function sendForm(sandbox: Sandbox, path: string, parts: readonly Part[], key = FINDEM_KEY): Promise<Reply> {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const response = await fetch(sandbox.url + path, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` },
    body: form,
  });
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as Reply["body"] };
}

async function downloaded(sandbox: Sandbox, path: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${FINDEM_KEY}:`).toString("base64")}`;
  return (await fetch(`${sandbox.url}${path}/download`, { headers: { authorization } })).text();
}

describe("Lever docs, Upload a single file", () => {
  const AS = `?perform_as=${RECRUITER_ID}`;
  const cv = (name = "Grüße – CV.pdf", text = "%PDF-1.7\r\n\r\n--x\r\nAda"): File => new File([text], name);

  test("a file is listed and can be downloaded as it was sent", async () => {
    await using sandbox = await smallSandbox();
    const path = `/opportunities/${openOpportunity(sandbox)}/files`;
    const answer = await sendForm(sandbox, path + AS, [["file", cv()]]);
    expect(answer.status).toBe(201);
    const file = objectOf(answer);
    expect(file).toMatchObject({ name: "Grüße – CV.pdf", ext: ".pdf", size: 20, status: "processed" });
    expect(file).not.toHaveProperty("content");
    expect(rowsOf(await ask(sandbox, path)).map(({ id }) => id)).toContain(file.id);
    expect(await downloaded(sandbox, `${path}/${file.id}`)).toBe("%PDF-1.7\r\n\r\n--x\r\nAda");
  });

  test("needs a performer, a permission, one file of a kind that is taken, and a form", async () => {
    await using sandbox = await smallSandbox();
    const path = `/opportunities/${openOpportunity(sandbox)}/files`;
    const refusals = [
      await sendForm(sandbox, path, [["file", cv()]]),
      await sendForm(sandbox, path + AS, [["file", cv()]], READ_ONLY_KEY),
      await sendForm(sandbox, path + AS, []),
      await sendForm(sandbox, path + AS, [["document", cv()]]),
      await sendForm(sandbox, path + AS, [
        ["file", cv()],
        ["file", cv()],
      ]),
      await sendForm(sandbox, path + AS, [["file", cv("cv.exe")]]),
      await ask(sandbox, path + AS, { method: "POST", body: {} }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 403, 400, 400, 400, 400, 400]);
    expect(refusalOf(refusals[0]!)).toBe("400 perform_as is required");
    expect([...sandbox.data.files.values()].some(({ content }) => content)).toBe(false);
  });

  test("takes up to 30 MB", async () => {
    await using sandbox = await smallSandbox();
    const path = `/opportunities/${openOpportunity(sandbox)}/files${AS}`;
    const large = (bytes: number): Part => ["file", new File([Buffer.alloc(bytes)], "cv.pdf")];
    expect((await sendForm(sandbox, path, [large(30 * 2 ** 20)])).status).toBe(201);
    expect((await sendForm(sandbox, path, [large(30 * 2 ** 20 + 1)])).status).toBe(413);
  });
});

describe("Lever docs, Create an opportunity, as a form", () => {
  const PATH = `/opportunities?perform_as=${RECRUITER_ID}`;
  const resume = (text = "%PDF-1.7"): Part => ["resumeFile", new File([text], "cv.pdf")];

  test("lists have a part for each of their members, and files become files", async () => {
    await using sandbox = await smallSandbox();
    const answer = await sendForm(sandbox, PATH, [
      ...([
        ["name", "Zoë New"],
        ["emails[]", "zoe@example.test"],
        ["emails[]", "z@example.test"],
      ] as const),
      ...([
        ["tags[]", "T"],
        ["origin", "sourced"],
        ["createdAt", "1700000000000"],
      ] as const),
      resume(),
      ["files[]", new File(["a"], "a.txt")],
      ["files[]", new File(["b"], "b.txt")],
    ]);
    expect([answer.status, answer.body.deduped]).toEqual([201, false]);
    const row = objectOf(answer);
    const emails = ["zoe@example.test", "z@example.test"];
    expect(row).toMatchObject({
      name: "Zoë New",
      emails,
      tags: ["T"],
      origin: "sourced",
      createdAt: 1_700_000_000_000,
    });
    const files = rowsOf(await ask(sandbox, `/opportunities/${row.id}/files`));
    expect(files.map(({ name }) => name).sort()).toEqual(["a.txt", "b.txt"]);
    const [kept] = rowsOf(await ask(sandbox, `/opportunities/${row.id}/resumes`));
    expect(kept).toMatchObject({ file: { name: "cv.pdf", ext: "pdf", size: 8 } });
    expect(kept?.["file"]).not.toHaveProperty("content");
    expect(await downloaded(sandbox, `/opportunities/${row.id}/resumes/${kept!.id}`)).toBe("%PDF-1.7");
  });

  test("a person with one of the addresses gets one more opportunity", async () => {
    await using sandbox = await smallSandbox();
    const answer = await sendForm(sandbox, PATH, [["emails[]", "priya.raman@example.test"], resume()]);
    expect([answer.body.deduped, objectOf(answer)["name"]]).toEqual([true, "Priya Raman"]);
  });

  test("parse fills in what is not given, and nothing without it", async () => {
    await using sandbox = await smallSandbox();
    const text = "%PDF-1.7\nName: Zoe Parsed\nHeadline: Initech\nEmail: parsed@example.test\nPhone: 123\n";
    const parsed = await sendForm(sandbox, `${PATH}&parse=true`, [["name", "Zoe Given"], resume(text)]);
    expect(objectOf(parsed)).toMatchObject({ name: "Zoe Given", headline: "Initech", emails: ["parsed@example.test"] });
    const unparsed = await sendForm(sandbox, PATH, [["name", "Zoe Given"], resume(text)]);
    expect(objectOf(unparsed)).toMatchObject({ name: "Zoe Given", headline: "", emails: [] });
  });

  test("what has no place in a form is refused, and nothing is made", async () => {
    await using sandbox = await smallSandbox();
    const { opportunities, contacts, files } = sandbox.data;
    const before = [opportunities.size, contacts.size, files.size];
    const refusals = [
      await sendForm(sandbox, PATH, [["phones[]", '{"value":"1"}'], resume()]),
      await sendForm(sandbox, PATH, [["emails", "a@example.test"], resume()]),
      await sendForm(sandbox, PATH, [["photo", new File(["x"], "x.png")]]),
      await sendForm(sandbox, PATH, [resume(), resume()]),
      await sendForm(sandbox, PATH, [["files[]", new File(["x"], "x.exe")]]),
      await sendForm(sandbox, "/opportunities", [resume()]),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    expect([opportunities.size, contacts.size, files.size]).toEqual(before);
  });
});
