import { readdir, readFile } from "node:fs/promises";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const SOURCE = new URL("../../src/", import.meta.url);

/** What is compared with a secret letter by letter tells by its time how many of them were right. */
const SECRET = /secret|signature|password|signingToken|apiKey$/i;

/** Whether something is there at all, of which kind, or a word of the code's own is no secret. A note's `secret` says who may read it. */
const NO_SECRET = /^(null|undefined|".*"|true|false|typeof .*)$|\.length$|wire\.secret$|^secret$/;

const EQUALITY: ReadonlySet<ts.SyntaxKind> = new Set([
  ...[ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken],
  ...[ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken],
]);

const COMPARING = /\.(startsWith|endsWith|includes|indexOf|localeCompare|equals|compare)$/;

/** The comparisons of a file that take a time which depends on a secret. */
function tellingComparisons(code: string): readonly string[] {
  const found: string[] = [];
  const isSecret = (text: string): boolean => SECRET.test(text) && !NO_SECRET.test(text);
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind)) {
      const [left, right] = [node.left.getText(), node.right.getText()];
      if ([left, right].some(isSecret) && ![left, right].some((side) => NO_SECRET.test(side)))
        found.push(node.getText());
    }
    if (ts.isCallExpression(node) && COMPARING.test(node.expression.getText())) {
      const [of, ...given] = [
        node.expression.getText().replace(COMPARING, ""),
        ...node.arguments.map((one) => one.getText()),
      ];
      if ([of, ...given].some(isSecret)) found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("file.ts", code, ts.ScriptTarget.Latest, true));
  return found;
}

test("no file of the product compares a secret but in constant time", async () => {
  const names = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const telling: Record<string, readonly string[]> = {};
  for (const name of names) {
    const found = tellingComparisons(await readFile(new URL(name, SOURCE), "utf8"));
    if (found.length > 0) telling[name] = found;
  }
  expect(telling).toEqual({});
});

test("what is secret is compared by what Node has for it, in these files", async () => {
  const names = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const comparing: string[] = [];
  for (const name of names) {
    if ((await readFile(new URL(name, SOURCE), "utf8")).includes("timingSafeEqual(")) comparing.push(name);
  }
  expect(comparing.sort()).toEqual([
    "caller/secret-comparison.ts",
    "http/routes/metrics.route.ts",
    "vault/ring-vault.ts",
    "webhooks/signature.ts",
  ]);
});

describe("the look for it", () => {
  test.each([
    "given === config.gatewaySecret",
    "secret.value !== given",
    "signature == expected",
    "config.password === given",
    "header.startsWith(gatewaySecret)",
    "secrets.includes(given)",
    "given.equals(expectedSignature)",
  ])("finds %s", (code) => {
    expect(tellingComparisons(code)).toEqual([code]);
  });

  test.each(["secret === null", "typeof signature === 'string'", "signature.length !== 32", "given === expected"])(
    "passes over %s",
    (code) => {
      expect(tellingComparisons(code)).toEqual([]);
    },
  );
});
