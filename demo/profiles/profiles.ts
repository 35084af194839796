/** A person as Findem knows them. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly emails: readonly string[];
  readonly linkedinUrl: string | null;
  readonly githubUrl: string | null;
  readonly findemProfileUrl: string | null;
}

type Given = Pick<Profile, "id" | "name" | "emails"> & Partial<Profile>;

function profile(given: Given): Profile {
  return { title: null, linkedinUrl: null, githubUrl: null, findemProfileUrl: null, ...given };
}

/** People who are in the sandbox's Lever, each with one of their addresses, in lower case whatever Lever has. */
export const IN_LEVER: readonly Profile[] = [
  profile({
    id: "p-1001",
    name: "Priya Raman",
    title: "Staff robotics engineer",
    emails: ["priya.raman@example.test"],
    linkedinUrl: "https://www.linkedin.com/in/priya-raman",
  }),
  profile({
    id: "p-1002",
    name: "Mateo Álvarez",
    title: "Embedded software engineer",
    emails: ["mateo.alvarez@example.test"],
    githubUrl: "https://github.com/mateo-alvarez",
  }),
  profile({
    id: "p-1003",
    name: "Chloe O'Brien",
    title: "Controls engineer",
    emails: ["chloe.obrien@example.test"],
  }),
  profile({ id: "p-1004", name: "Li Na", title: "Product designer", emails: ["li.na@example.test"] }),
  profile({
    id: "p-1005",
    name: "Jonas Weber",
    title: "Site reliability engineer",
    emails: ["jw@weber.example.test"],
    githubUrl: "https://github.com/jonas-weber",
  }),
  profile({ id: "p-1006", name: "Aisha Okafor", title: "VP Engineering", emails: ["aisha.okafor@example.test"] }),
];

/** People who are not. Without links: whom no address finds is looked for by links, which takes a finished sync. */
const NOT_IN_LEVER: readonly Profile[] = [
  profile({ id: "p-1007", name: "Noor Haddad", title: "Data scientist", emails: ["noor.haddad@example.test"] }),
  profile({ id: "p-1008", name: "Tomás Ferreira", title: "Technical writer", emails: ["tomas.ferreira@example.test"] }),
];

export const PROFILES: readonly Profile[] = [...IN_LEVER, ...NOT_IN_LEVER];
