import { existsSync } from "node:fs";
import graphqlPlugin from "@graphql-eslint/eslint-plugin";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const SCHEMA = "schema/schema.graphql";

/** Entry points and tools may read the environment; everything else is handed a Config by src/config. */
const MAY_READ_THE_ENVIRONMENT = [
  "src/config/**",
  "sandbox/main.ts",
  "demo/**",
  "bench/**",
  "scripts/**",
  "test/**",
  "*.config.{js,ts}",
  "codegen.ts",
];

/** Tools that ask for a default export. */
const TOOL_CONFIGS = ["*.config.{js,ts}", "codegen.ts"];

const HOUSE_SYNTAX = [
  { selector: "TSEnumDeclaration", message: "Use an `as const` object: registerEnumType names values by their key." },
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|hoisted)$/]",
    message: "No module mocking: use the sandbox, a scripted server or a clock.",
  },
];
const NO_DEFAULT_EXPORT = { selector: "ExportDefaultDeclaration", message: "Named exports only." };
const THE_ENVIRONMENT = "Settings are read once, by src/config. Take what you need as an argument.";

const typescript = {
  files: ["**/*.ts"],
  extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: {
    complexity: ["error", 8],
    "max-lines": ["error", 250],
    "max-lines-per-function": ["error", 40],
    eqeqeq: ["error", "always", { null: "ignore" }],
    "no-console": "error",
    "no-restricted-imports": [
      "error",
      { paths: ["process", "node:process"].map((name) => ({ name, importNames: ["env"], message: THE_ENVIRONMENT })) },
    ],
    "no-restricted-properties": ["error", { object: "process", property: "env", message: THE_ENVIRONMENT }],
    "no-restricted-syntax": ["error", ...HOUSE_SYNTAX, NO_DEFAULT_EXPORT],
    "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    "@typescript-eslint/no-unused-vars": [
      "error",
      { argsIgnorePattern: "^_$", varsIgnorePattern: "^_$", ignoreRestSiblings: true },
    ],
    // The reason of an AbortSignal is passed on as it is.
    "@typescript-eslint/prefer-promise-reject-errors": ["error", { allowThrowingUnknown: true }],
    // An async function turns what is thrown into a rejection, which is why many are one.
    "@typescript-eslint/require-await": "off",
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    // A resolver class has decorated methods and no state.
    "@typescript-eslint/no-extraneous-class": ["error", { allowWithDecorator: true }],
    // Object types are shapes: mappers make them as literals, so that the compiler misses no member.
    "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
    "@typescript-eslint/no-misused-spread": "off",
    // graphql-js has enums, and everybody writes the words: `operation === "query"`.
    "@typescript-eslint/no-unsafe-enum-comparison": "off",
  },
};

const tests = {
  files: ["test/**/*.ts"],
  rules: {
    "max-lines": ["error", 400],
    // A `describe` is a list of tests.
    "max-lines-per-function": "off",
    // A test that is wrong about what is there fails by it.
    "@typescript-eslint/no-non-null-assertion": "off",
    // `?.` counts as a branch, and an assertion may follow a path of them.
    complexity: "off",
    "@typescript-eslint/unbound-method": "off",
    // What comes out of JSON is judged by the assertions.
    "@typescript-eslint/no-unsafe-argument": "off",
    "@typescript-eslint/no-unsafe-call": "off",
    "@typescript-eslint/no-unsafe-return": "off",
    "@typescript-eslint/no-unsafe-assignment": "off",
    "@typescript-eslint/no-unsafe-member-access": "off",
  },
};

/** The SDL is the product's face: every part of it says what it is. Nothing to check before `npm run schema` wrote it. */
const schema = {
  files: [SCHEMA],
  // By itself, without a schema to check it against: graphql-js alone does not know federation's directives.
  languageOptions: { parser: graphqlPlugin.parser },
  plugins: { "@graphql-eslint": graphqlPlugin },
  rules: {
    "@graphql-eslint/require-description": [
      "error",
      {
        types: true,
        FieldDefinition: true,
        InputValueDefinition: true,
        EnumValueDefinition: true,
        DirectiveDefinition: true,
        // type-graphql makes the root types, and a mutation's one argument is told by its type.
        ignoredSelectors: [
          "ObjectTypeDefinition[name.value=/^(Query|Mutation)$/]",
          "FieldDefinition > InputValueDefinition[name.value='input']",
        ],
      },
    ],
    "@graphql-eslint/naming-convention": [
      "error",
      {
        types: "PascalCase",
        FieldDefinition: "camelCase",
        InputValueDefinition: "camelCase",
        Argument: "camelCase",
        EnumValueDefinition: "UPPER_CASE",
      },
    ],
    "@graphql-eslint/no-typename-prefix": "error",
    "@graphql-eslint/unique-enum-value-names": "error",
    "@graphql-eslint/require-deprecation-reason": "error",
  },
};

export default defineConfig(
  globalIgnores(["dist/", "data/", "coverage/", "**/generated/", "bench/rivals/", "**/*.cjs", "**/*.cts"]),
  typescript,
  tests,
  {
    files: MAY_READ_THE_ENVIRONMENT,
    rules: { "no-restricted-imports": "off", "no-restricted-properties": "off" },
  },
  { files: TOOL_CONFIGS, rules: { "no-restricted-syntax": ["error", ...HOUSE_SYNTAX] } },
  existsSync(SCHEMA) ? schema : [],
);
