import { expect, test } from "vitest";
import { canonicalFindemProfileUrl } from "../../src/identity/findem-profile.js";
import { canonicalGithubUrl } from "../../src/identity/github.js";
import { canonicalLinkedinUrl } from "../../src/identity/linkedin.js";
import { linksOf } from "../../src/identity/links.js";

const JANE = "https://www.linkedin.com/in/jane-doe";

test.each([
  "https://www.linkedin.com/in/jane-doe",
  "http://linkedin.com/in/jane-doe",
  "linkedin.com/in/jane-doe",
  "www.linkedin.com/in/jane-doe/",
  "//www.linkedin.com/in/jane-doe",
  "  HTTPS://WWW.LinkedIn.COM/IN/Jane-Doe//  ",
  "https://m.linkedin.com/in/jane-doe",
  "https://de.linkedin.com/in/jane-doe",
  "https://uk.linkedin.com/in/jane-doe?trk=people-guest&original_referer=https%3A%2F%2Fevil.test",
  "https://www.linkedin.com/in/jane-doe#experience",
  "https://www.linkedin.com/in/jane-doe/de",
  "https://www.linkedin.com/in/jane-doe/en-us/",
  "https://www.linkedin.com/in/jane-doe/recent-activity/all/",
  "https://www.linkedin.com/%69n/jane%2Ddoe",
  "https://www.linkedin.com:443/in/jane-doe",
  "http://www.linkedin.com:80/in/jane-doe",
  "https://www.linkedin.com./in/jane-doe",
  "https%3A%2F%2Fwww.linkedin.com%2Fin%2Fjane-doe",
  "https://www.linkedin.com/mwlite/in/jane-doe",
  "<https://www.linkedin.com/in/jane-doe>,",
])("a LinkedIn profile is recognised as %s", (link) => {
  expect(canonicalLinkedinUrl(link)).toBe(JANE);
});

test("a slug with letters beyond ASCII is one and the same however it is composed and encoded", () => {
  const canonical = "https://www.linkedin.com/in/j%C3%BCrgen-m%C3%BCller";
  expect(canonicalLinkedinUrl("linkedin.com/in/Jürgen-Müller")).toBe(canonical);
  expect(canonicalLinkedinUrl("linkedin.com/in/ju\u0308rgen-mu\u0308ller")).toBe(canonical);
  expect(canonicalLinkedinUrl("https://www.linkedin.com/in/J%c3%bcrgen-m%C3%BCller/")).toBe(canonical);
});

test("an address of the old form stays in it", () => {
  const canonical = "https://www.linkedin.com/pub/jane-doe/4/a12/3b4";
  expect(canonicalLinkedinUrl("http://de.linkedin.com/pub/Jane-Doe/4/A12/3b4?trk=x")).toBe(canonical);
  expect(canonicalLinkedinUrl("linkedin.com/pub/jane-doe/4/a12/3b4/de")).toBe(canonical);
});

test.each([
  "https://www.linkedin.com/",
  "https://www.linkedin.com/in/",
  "https://www.linkedin.com/in/me",
  "https://www.linkedin.com/company/acme",
  "https://www.linkedin.com/school/acme",
  "https://www.linkedin.com/jobs/view/123",
  "https://www.linkedin.com/feed/",
  "https://www.linkedin.com/pub/jane-doe",
  "https://www.linkedin.com/pub/dir/Jane/Doe/1/2",
  "https://lnkd.in/abc",
  "https://linkedin.com.evil.test/in/jane-doe",
  "https://notlinkedin.com/in/jane-doe",
  "https://business.linkedin.com/in/jane-doe",
  "https://evil.test/www.linkedin.com/in/jane-doe",
  "https://evil.test/?u=https://www.linkedin.com/in/jane-doe",
  "https://evil.test#linkedin.com/in/jane-doe",
  "https://www.linkedin.com@evil.test/in/jane-doe",
  "https://evil.test\\@www.linkedin.com/in/jane-doe",
  "https://jane:pass@www.linkedin.com/in/jane-doe",
  "https://www.linkedin.com:8443/in/jane-doe",
  "https://www.linkedin.com/in/..%2fcompany%2facme",
  "https://www.linkedin.com/in/../company/acme",
  "https://www.linkedin.com/in/%E0%A4%A",
  "https://www.linkedin.com/in/%00",
  "https://www.link\nedin.com/in/jane-doe",
  "https://www.lınkedin.com/in/jane-doe",
  "ftp://www.linkedin.com/in/jane-doe",
  "javascript:alert(1)//linkedin.com/in/jane-doe",
  "mailto:jane@linkedin.com",
  "Jane Doe",
  "",
  "%",
  "https://",
  `https://www.linkedin.com/in/${"x".repeat(5_000)}`,
])("nobody is at %s", (link) => {
  expect(canonicalLinkedinUrl(link)).toBeNull();
});

test.each([
  "https://github.com/janedoe",
  "GitHub.com/JaneDoe/",
  "http://www.github.com/janedoe?tab=repositories",
  "//github.com/janedoe#readme",
  " github.com/janedoe ",
])("a GitHub profile is recognised as %s", (link) => {
  expect(canonicalGithubUrl(link)).toBe("https://github.com/janedoe");
});

test.each([
  "https://github.com",
  "https://github.com/janedoe/project",
  "https://gist.github.com/janedoe",
  "https://janedoe.github.io",
  "https://api.github.com/janedoe",
  "https://github.com/features",
  "https://github.com/Topics",
  "https://github.com/orgs/acme",
  "https://github.com/settings",
  "https://github.com/-jane",
  "https://github.com/jane.doe",
  "https://github.com/janedöe",
  `https://github.com/${"x".repeat(40)}`,
  "https://github.com.evil.test/janedoe",
  "https://notgithub.com/janedoe",
  "https://github.com@evil.test/janedoe",
  "https://github.com:444/janedoe",
])("no GitHub profile is at %s", (link) => {
  expect(canonicalGithubUrl(link)).toBeNull();
});

test("a Findem profile loses query and final slash, and its id keeps its case", () => {
  expect(canonicalFindemProfileUrl("app.findem.ai/profile/5fA1/?from=mail#top")).toBe(
    "https://app.findem.ai/profile/5fA1",
  );
  expect(canonicalFindemProfileUrl("http://WWW.Findem.ai/candidates/42")).toBe("https://www.findem.ai/candidates/42");
  expect(canonicalFindemProfileUrl("https://findem.ai/x/0a1b2c3d4e5f60718293a4b5")).toBe(
    "https://findem.ai/x/0a1b2c3d4e5f60718293a4b5",
  );
});

test.each([
  "https://findem.ai",
  "https://www.findem.ai/",
  "https://app.findem.ai/profile/",
  "https://www.findem.ai/blog/2024-hiring-trends",
  "https://findem.ai.evil.test/profile/42",
  "https://notfindem.ai/profile/42",
])("no Findem profile is at %s", (link) => {
  expect(canonicalFindemProfileUrl(link)).toBeNull();
});

test("the first link of each kind wins, and what names nobody is passed over", () => {
  const links = [
    "https://jane.test",
    "linkedin.com/company/acme",
    "linkedin.com/in/A",
    "linkedin.com/in/b",
    "github.com/J",
  ];
  expect(linksOf(links)).toEqual({
    linkedinUrl: "https://www.linkedin.com/in/a",
    githubUrl: "https://github.com/j",
    findemProfileUrl: null,
  });
});

test("a canonical form is its own canonical form", () => {
  for (const link of ["linkedin.com/in/İstanbul-Ünlü", "linkedin.com/in/100%25-jane", "linkedin.com/pub/J/1/2/3"]) {
    const once = canonicalLinkedinUrl(link) ?? "none";
    expect(canonicalLinkedinUrl(once)).toBe(once);
  }
});
