/**
 * Whether the first line of a deck is a card that its author forgot to put a
 * title before. SPICE takes the first line for the title whatever it says, so
 * the test must not hit on titles such as `R1 test` or `Diode curves`: a known
 * directive, or a two-terminal element with a value that is a number, counts.
 */
export function firstLineLooksLikeCard(line: string): boolean {
  if (DIRECTIVE.test(line)) return true;
  const element = VALUE_ELEMENT.exec(line) ?? SOURCE.exec(line) ?? CONTROLLED.exec(line);
  if (element === null) return false;
  // `LC tank with 3 sections` has the shape of a card, but neither a numbered name nor a numbered node.
  return element[0].trim().split(/[\s,()]+/).slice(0, 3).some((word) => /\d|^gnd$/i.test(word));
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:meg|mil|[tgkmunpfaµμ\ufffd])?[a-zΩ]{0,4}`;
const VALUE = String.raw`(?:${NUMBER}|\{.*|'.*)`;
const NODE = String.raw`\(?[\w+\-!/\[\]$.]+\)?`;
/** After the value only assignments, further numbers and comments may stand. */
const REST = String.raw`(?=\s*$|\s*[;$]|\s+//|\s+\w+\s*=|\s+(?:ac|dc|sin|pulse|exp|pwl)\b)`;

const DIRECTIVE = /^\s*\.(?:param|func|model|subckt|include|inc|lib|global|ic|nodeset|options?|temp|op|dc|ac|tran|save|print|plot|probe|meas|measure|noise|tf|pz|disto|sens|four|control|step|end)(?=\s|$)/i;
/** `R1 in out 1k` */
const VALUE_ELEMENT = new RegExp(String.raw`^\s*[rcl]\w*\s+${NODE}[\s,]+${NODE}\s+(?:[rcl]\s*=\s*)?${VALUE}${REST}`, 'i');
/** `V1 in 0 5`, `V1 in 0 dc 5`, `V1 in 0 sin(0 1 1k)` */
const SOURCE = new RegExp(String.raw`^\s*[vi]\w*\s+${NODE}[\s,]+${NODE}\s+(?:(?:dc|ac)\s*=?\s*)?(?:${VALUE}${REST}|(?:pulse|sin|exp|pwl|sffm|am)\s*\()`, 'i');
/** `E1 out 0 in 0 10`, `F1 out 0 v1 10` */
const CONTROLLED = new RegExp(String.raw`^\s*(?:[eg]\w*\s+(?:${NODE}[\s,]+){4}|[fh]\w*\s+(?:${NODE}[\s,]+){2}v\w*\s+)${VALUE}${REST}`, 'i');
