const VARIABLE = /^Variable "\$(\w+)" got invalid value /;
/** Where in the variable, and what is missing or too much there: names of the schema and of the client's own fields. */
const PLACE = / at "([\w.]+)"; /;
const FIELD_FAULT = /; (Field "\w+" (?:of required type "[\w![\]]+" was not provided|is not defined by type "\w+")\.)/;

const CUTS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // A value of the wrong type: 'Int cannot represent non-integer value: "…"'.
  [/^(.*?cannot represent [^:]*): [^]*$/, "$1."],
  [/^(Expected value of type "[^"]*"), found [^]*$/, "$1."],
  [/^(Value )"[^]*" (does not exist in "\w+" enum\.)[^]*$/, "$1$2"],
  // What a parser met where it had expected something else.
  [/\b(String|BlockString|Int|Float) "[^]*"/, "$1"],
];

/**
 * What graphql-js says of a wrong value, without the value: it may be an API key or hold a candidate's data, and
 * gateways log messages.
 */
export function withoutValues(message: string): string {
  const [, variable] = VARIABLE.exec(message) ?? [];
  if (variable === undefined) return CUTS.reduce((text, [pattern, kept]) => text.replace(pattern, kept), message);
  const place = PLACE.exec(message)?.[1] ?? variable;
  const fault = FIELD_FAULT.exec(message.slice(message.lastIndexOf("; Field")))?.[1];
  return `Variable "$${variable}" does not fit its type at "${place}"${fault === undefined ? "." : `: ${fault}`}`;
}
