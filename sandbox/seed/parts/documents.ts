import type { FileRecord, FileStatus, ResumeFileRecord, ResumeRecord } from "../../records/document.record.js";
import { uuidOf } from "../random.js";
import { add } from "../seed-context.js";
import { careerOf, FEATURED_CAREER } from "./careers.js";
import { type PartDraw, partId, type PartPlan, timeAt } from "./part-draw.js";

const CHLOE = uuidOf("opportunity nimbus featured 5");
const PRIYA = new Set([0, 1].map((number) => uuidOf(`opportunity nimbus featured ${number}`)));
const MATEO = uuidOf("opportunity nimbus featured 3");

/** The file of the greatest size that Lever takes, at Chloë O'Brien's. */
export const LARGE_FILE_ID = uuidOf(`file 0 of ${CHLOE}`);
export const LARGE_FILE_BYTES = 30 * 1_024 * 1_024;
/** The file and the resume, at Mateo Álvarez's, that Lever couldn't process. */
export const BROKEN_FILE_ID = uuidOf(`file 0 of ${MATEO}`);
export const BROKEN_RESUME_ID = uuidOf(`resume 0 of ${MATEO}`);

const NAMES = [
  ["portfolio", "pdf"],
  ["certificate", "png"],
  ["Zeugnis (übersetzt)", "docx"],
  ["take-home", "txt"],
  ["cover letter", "doc"],
] as const;

const STATUSES: readonly (readonly [FileStatus, number])[] = [
  ["processed", 85],
  ["processing", 4],
  ["unsupported", 4],
  [null, 6],
  ["error", 1],
];

export function seedDocuments(draw: PartDraw, plan: PartPlan): void {
  const { resumes, files } = draw.data;
  for (let number = 0; number < plan.resumes; number++) add(resumes, resumeOf(number, draw));
  for (let number = 0; number < plan.files; number++) add(files, fileOf(number, draw));
}

/** The last one is the newest; now and then one is scraped, which has no file. */
function resumeOf(number: number, draw: PartDraw): ResumeRecord {
  const { opportunity, random } = draw;
  const id = partId(draw, "resume", number);
  const createdAt = timeAt(draw, number / 4) + number;
  const base = { id, opportunityId: opportunity.id, createdAt };
  if (PRIYA.has(opportunity.id)) {
    return { ...base, file: resumeFileOf(number, createdAt, draw), parsedData: FEATURED_CAREER };
  }
  const career = careerOf(random);
  if (opportunity.origin === "sourced" && random.chance(0.4)) return { ...base, file: null, parsedData: career };
  const file = resumeFileOf(number, createdAt, draw);
  file.status = id === BROKEN_RESUME_ID ? "error" : random.weighted(STATUSES);
  if (random.chance(0.05)) file.uploadedAt = null;
  return { ...base, file, ...parsedOf(file.status, career, random.fraction()) };
}

function resumeFileOf(number: number, createdAt: number, { contact, now, random }: PartDraw): ResumeFileRecord {
  return {
    ...{ name: `${contact?.name ?? "resume"} ${number + 1}.pdf`, ext: "pdf", status: "processed" },
    size: random.integer(20_000, 300_000),
    uploadedAt: Math.min(now, createdAt + 500),
  };
}

function parsedOf(
  status: FileStatus,
  career: NonNullable<ResumeRecord["parsedData"]>,
  chance: number,
): Pick<ResumeRecord, "parsedData"> {
  const isParsed = status === "processed" && chance < 0.9;
  if (isParsed) return { parsedData: career };
  return chance < 0.95 ? { parsedData: null } : {};
}

/** One in four is spelled as in the documentation's examples: time and size are texts. */
function fileOf(number: number, draw: PartDraw): FileRecord {
  const { opportunity, random } = draw;
  const id = partId(draw, "file", number);
  const [name, ext] = id === LARGE_FILE_ID ? (["portfolio, high resolution", "pdf"] as const) : random.pick(NAMES);
  const uploadedAt = timeAt(draw, random.fraction());
  const size = id === LARGE_FILE_ID ? LARGE_FILE_BYTES : random.integer(2_000, 800_000);
  const isText = random.chance(0.25);
  return {
    ...{ id, opportunityId: opportunity.id, name: `${name}.${ext}`, ext: `.${ext}` },
    uploadedAt: random.chance(0.04) ? null : isText ? String(uploadedAt) : uploadedAt,
    status: statusOf(id, random.weighted(STATUSES)),
    size: isText ? String(size) : size,
  };
}

function statusOf(id: string, drawn: FileStatus): FileStatus {
  if (id === BROKEN_FILE_ID) return "error";
  return id === LARGE_FILE_ID ? "processed" : drawn;
}
