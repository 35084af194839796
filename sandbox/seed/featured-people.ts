/** A person who is always there, whatever the number of opportunities. */
export interface FeaturedPerson {
  readonly name: string;
  /** As stored: one of them in mixed case. */
  readonly emails: readonly string[];
  readonly links: readonly string[];
  readonly headline: string;
  readonly location: string;
  /** How many opportunities the person has. */
  readonly opportunities: number;
}

/** The people that tests and the demo know by name and address. */
export const FEATURED_PEOPLE = [
  {
    name: "Priya Raman",
    emails: ["priya.raman@example.test"],
    links: ["https://www.linkedin.com/in/priya-raman-robotics/", "https://github.com/priyaraman"],
    headline: "Halcyon Drones, Carnegie Mellon University",
    location: "San Francisco, CA, US",
    opportunities: 3,
  },
  {
    name: "Mateo Álvarez",
    emails: ["mateo.alvarez@example.test"],
    links: ["linkedin.com/in/mateo-alvarez", "https://github.com/malvarez"],
    headline: "Kestrel Automation",
    location: "Madrid, Spain",
    opportunities: 2,
  },
  {
    name: "Chloë O'Brien",
    emails: ["Chloe.OBrien@Example.test"],
    links: ["https://ie.linkedin.com/in/Chloe-OBrien?trk=profile"],
    headline: "Lumen & Oak, Trinity College Dublin",
    location: "Dublin, Ireland",
    opportunities: 1,
  },
  {
    name: "李娜",
    emails: ["li.na@example.test"],
    links: ["https://www.linkedin.com/in/li-na-robotics"],
    headline: "Orbis Logistics, 清华大学",
    location: "Shenzhen 深圳",
    opportunities: 1,
  },
  {
    name: "Jonas Weber",
    emails: ["jonas.weber@example.test", "jw@weber.example.test"],
    links: ["www.linkedin.com/in/jonasweber/", "https://jonasweber.example.test"],
    headline: "TU München",
    location: "Berlin, Germany",
    opportunities: 1,
  },
  {
    name: "Aisha Okafor",
    emails: ["aisha.okafor@example.test"],
    links: ["https://www.linkedin.com/in/aisha-okafor"],
    headline: "Meridian Motors",
    location: "London, UK",
    opportunities: 1,
  },
] as const satisfies readonly FeaturedPerson[];
