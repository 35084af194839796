import { describe, expect, test } from "vitest";
import { answerFile, offerFile, resumeFile, toFile } from "../../../src/graph/file/file.mapper.js";
import { fileReference } from "../../../src/graph/file/file-reference.js";
import type { FileWire } from "../../../src/graph/file/file.wire.js";
import type { ResumeWire } from "../../../src/graph/resume/resume.wire.js";
import { toResume } from "../../../src/graph/resume/resume.loader.js";
import { toWorkHistory } from "../../../src/graph/work-history/work-history.mapper.js";

const OWNER = { connectionId: "c1", opportunityId: "o1", fetchedAt: 1 };
const WIRE = { name: "portfolio.pdf", ext: ".pdf", uploadedAt: 1_718_200_000_000, status: "processed", size: 482_113 };

describe("a file", () => {
  test("has its extension without the dot, and a place in Lever", () => {
    expect(toFile(OWNER, { id: "f1", ...WIRE })).toEqual({
      id: "c1.o1.f1",
      name: "portfolio.pdf",
      ext: "pdf",
      size: 482_113,
      status: "processed",
      uploadedAt: 1_718_200_000_000,
      location: { connectionId: "c1", opportunityId: "o1", kind: "file", id: "f1" },
      isAnswer: false,
    });
  });

  test("takes numbers that come as texts, as in the documentation's examples", () => {
    const wire = { id: "f1", size: "42", uploadedAt: "1718200000000" } as unknown as FileWire;
    expect(toFile(OWNER, wire)).toMatchObject({ size: 42, uploadedAt: 1_718_200_000_000 });
  });

  test.each([
    ["nothing but an id", {}, { name: "file", ext: null, size: null, status: null, uploadedAt: null }],
    [
      "values of wrong types",
      { name: {}, ext: [], size: "big", status: 1, uploadedAt: "then" },
      { name: "file", ext: null, size: null, uploadedAt: null },
    ],
    ["a size below nothing", { size: -1 }, { size: null }],
    ["a size that GraphQL can't tell", { size: 2 ** 31 }, { size: null }],
    ["half a byte", { size: 1.5 }, { size: null }],
    ["an extension in its name only", { name: "cv.DOCX" }, { ext: "DOCX" }],
    ["an extension that is a dot", { ext: "." }, { ext: null }],
    ["a name without an extension", { name: "cv" }, { name: "cv", ext: null }],
  ])("with %s is shown all the same", (_, wire, expected) => {
    expect(toFile(OWNER, { id: "f1", ...wire } as unknown as FileWire)).toMatchObject(expected);
  });

  test("without an id is an answer that can't be read", () => {
    expect(() => toFile(OWNER, WIRE as unknown as FileWire)).toThrow(expect.objectContaining({ code: "BAD_RESPONSE" }));
  });
});

describe("ids and places by kind", () => {
  const made = [
    ["a resume's", resumeFile(OWNER, "r1", WIRE), "c1.o1.r1.resume", { kind: "resume", id: "r1" }],
    [
      "a sent offer's",
      offerFile(OWNER, "x1", "sent", {}),
      "c1.o1.x1.sent",
      { kind: "offer", id: "x1", document: "sent" },
    ],
    [
      "a signed offer's",
      offerFile(OWNER, "x1", "signed", {}),
      "c1.o1.x1.signed",
      { kind: "offer", document: "signed" },
    ],
    ["an answer's", answerFile(OWNER, "f1", WIRE), "c1.o1.f1.answer", { kind: "file", id: "f1" }],
    ["a file's", toFile(OWNER, { id: "f1", ...WIRE }), "c1.o1.f1", { kind: "file", id: "f1" }],
  ] as const;

  test.each(made)("%s", (_, file, id, location) => {
    expect(file?.id).toBe(id);
    expect(file?.location).toMatchObject({ connectionId: "c1", opportunityId: "o1", ...location });
  });

  test.each(made)("%s id leads back to its place", (_, file) => {
    expect(fileReference(file!.id, "fileId")).toEqual({ location: file!.location, isAnswer: file!.isAnswer });
  });

  test("an offer's document is named by its file name", () => {
    expect(offerFile(OWNER, "x1", "sent", { fileName: "offer.pdf" })).toMatchObject({ name: "offer.pdf", ext: "pdf" });
  });

  test.each([null, undefined, "x", []])("where Lever gives %o there is no file", (wire) => {
    expect(resumeFile(OWNER, "r1", wire)).toBeNull();
    expect(offerFile(OWNER, "x1", "sent", wire)).toBeNull();
  });

  test.each([
    "",
    "c1",
    "c1.o1",
    "c1.o1.f1.pdf",
    "c1.o1.f1.resume.x",
    "c1.o1..resume",
    "c1.o1.f/1",
    "c1.o1.f1.toString",
  ])("%o is no id of a file", (text) => {
    expect(() => fileReference(text, "input.fileId")).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({ code: "BAD_USER_INPUT", argument: "input.fileId" }),
      }),
    );
  });
});

describe("a resume", () => {
  test("has its file, and what Lever read from it", () => {
    const position = {
      org: "Nordlicht GmbH",
      title: "Engineer",
      summary: null,
      location: "Kiel",
      start: { year: 2020, month: 4 },
      end: null,
    };
    const school = {
      org: "FH Kiel",
      degree: "BSc",
      field: "Informatics",
      summary: null,
      start: { year: 2016 },
      end: { year: 2020, month: 2 },
    };
    const wire = { id: "r1", createdAt: 5, file: WIRE, parsedData: { positions: [position], schools: [school] } };
    expect(toResume(OWNER, wire)).toMatchObject({
      id: "c1.o1.r1",
      createdAt: 5,
      file: { id: "c1.o1.r1.resume" },
      positions: [
        {
          company: "Nordlicht GmbH",
          title: "Engineer",
          summary: null,
          location: "Kiel",
          start: { year: 2020, month: 4 },
          end: null,
        },
      ],
      schools: [
        {
          school: "FH Kiel",
          degree: "BSc",
          field: "Informatics",
          summary: null,
          start: { year: 2016, month: null },
          end: { year: 2020, month: 2 },
        },
      ],
    });
  });

  test.each([undefined, null, "x", [], {}, { positions: null, schools: "x" }, { positions: [null, "x", 1, []] }])(
    "of which Lever read %o tells of no positions and schools",
    (parsedData) => {
      const wire = { id: "r1", createdAt: 5, file: null, parsedData } as unknown as ResumeWire;
      expect(toResume(OWNER, wire)).toMatchObject({ file: null, positions: [], schools: [] });
    },
  );

  test("entries keep what is there, and those that say nothing are left out", () => {
    const positions = [
      { org: "Acme" },
      {},
      { org: "", title: null, start: {} },
      { end: { year: "2021", month: "13" } },
    ];
    expect(toWorkHistory({ positions }).positions).toEqual([
      { company: "Acme", title: null, summary: null, location: null, start: null, end: null },
      { company: null, title: null, summary: null, location: null, start: null, end: { year: 2021, month: null } },
    ]);
  });

  test.each([{ month: 4 }, { year: null }, { year: 2020.5 }, { year: 0 }, "2020", 2020, []])(
    "%o is no month",
    (start) => {
      expect(toWorkHistory({ schools: [{ org: "FH", start }] }).schools).toMatchObject([{ start: null }]);
    },
  );
});
