import type { UploadRecord } from "../records/upload.record.js";
import type { Account } from "../routing/account.js";
import { badRequest } from "../routing/refusal.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { demandTakeable } from "./uploaded-files.js";

/** Lever docs, "Uploads": they live for a day. */
const AGE_MS = 24 * 60 * 60_000;

/** Lever docs, "Upload a file": a form with the part `file`. */
export const uploadRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    template: "/uploads",
    query: {},
    answer(call) {
      const { fields, files } = call.body.form();
      const [file] = files;
      if (!file || files.length > 1 || fields.length > 0 || file.field !== "file") {
        throw badRequest("The form must hold one file and nothing else", "/file");
      }
      demandTakeable(files);
      const { filename, contentType, bytes: content } = file;
      const id = `${call.account.newId()}-${filename}`;
      const uri = `https://api.lever.co/v1/uploads/${encodeURIComponent(id)}`;
      const expiresAt = call.account.now() + AGE_MS;
      const upload: UploadRecord = { id, filename, contentType, content, uri, expiresAt };
      call.account.data.uploads.set(id, upload);
      return objectAnswer({ id, filename, uri, size: content.length, expiresAt }, 201);
    },
  }),
];

/** The file that an answer names by its address; none where its day is over. */
export function uploadAt(uri: unknown, account: Account): UploadRecord | undefined {
  return [...account.data.uploads.values()].find((upload) => upload.uri === uri && upload.expiresAt > account.now());
}
