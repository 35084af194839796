import { expect, test } from "vitest";
import { mentions } from "../../src/privacy/mentions.js";

const IDS = new Set(["o1", "c1"]);

test.each([
  ["an id", "o1"],
  ["an id of the graph's", "connection.o1"],
  ["an id of what belongs to an opportunity", { noteId: "connection.o1.n1" }],
  ["one deep in lists and objects", { steps: [{}, { create: { result: { contactId: "c1" } } }] }],
  ["a name", { o1: true }],
])("%s is found", (_, value) => {
  expect(mentions(value, IDS)).toBe(true);
});

test.each([
  ["a longer id", "o11"],
  ["a part of a word", "connection.xo1"],
  ["a number", 1],
  ["nothing", null],
  ["an empty list", [[], {}, undefined]],
])("%s is none of them", (_, value) => {
  expect(mentions(value, IDS)).toBe(false);
});
