import type { PostingRecord } from "../data.js";

/** The text of a job ad. */
export function postingContent(title: string): PostingRecord["content"] {
  const description = `Nimbus Robotics builds robots that work where people would rather not. We are looking for a ${title}.`;
  return {
    description,
    descriptionHtml: `<div>${description}</div>`,
    lists: [
      {
        text: "You will",
        content: "<li>Own a part of the robot from idea to field</li><li>Work with kind people</li>",
      },
      { text: "You bring", content: "<li>Curiosity</li><li>Experience that we haven't got yet</li>" },
    ],
    closing: "We answer every application.",
    closingHtml: "<div>We answer every application.</div>",
  };
}
