import ts from "typescript";

/** What Vitest calls a test or a group of them; with these behind it, it does not run. */
const CALLERS = new Set(["test", "it", "describe", "describeOnPostgres", "describeOnBoth"]);
const NOT_RUN = new Set(["skip", "todo", "fails"]);

/** The names of a file's tests, and of the groups that they stand in, as they are written there. */
export function testNamesIn(source: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [name] = node.arguments;
      if (name && ts.isStringLiteralLike(name)) names.add(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("test.ts", source, ts.ScriptTarget.Latest, true));
  return names;
}

/** `test`, `test.each(…)`, `test.each<…>(…)`, `test.skipIf(…)`, but not `test.skip`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return CALLERS.has(callee.text);
  if (ts.isCallExpression(callee)) return isTest(callee.expression);
  return ts.isPropertyAccessExpression(callee) && !NOT_RUN.has(callee.name.text) && isTest(callee.expression);
}
