"use strict";

/** Prints `N passed, N failed` of a report of vitest's, alone on its line; fails when a test did, or none ran. */
const { readFileSync } = require("node:fs");

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    process.stderr.write(`No report of the tests: ${error.message}\n`);
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}

const { numPassedTests, numFailedTests, testResults } = read(process.argv[2]);
// A file that can't be loaded has no tests to count: it counts as one that failed.
const brokenFiles = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
const failed = numFailedTests + brokenFiles;
process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || numPassedTests === 0 ? 1 : 0;
