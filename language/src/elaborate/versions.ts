/** The versions of models whose equations Nodal has, by kind of device; ngspice 39 has others of its own for others. */
const VERSIONS: ReadonlyMap<string, { known: RegExp; has: string }> = new Map([
  ['bsim3', { known: /^3\.3/, has: '3.3.0' }],
]);

/** What is said of the version that a model names; undefined where Nodal has its equations, or none are known. */
export function otherVersion(kind: string, version: string): string | undefined {
  const facts = VERSIONS.get(kind);
  if (facts === undefined || facts.known.test(version.replace(/^["'{]/, ''))) return undefined;
  return `Nodal has the equations of version ${facts.has} and takes them for version ${version}, too; results may differ.`;
}
